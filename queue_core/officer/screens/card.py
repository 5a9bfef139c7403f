"""The questions behind what is said of a print order: a serial to scan, a reason to choose, a yes or no."""

from __future__ import annotations

from collections.abc import Callable

from queue_core.kia.rules.orders import SAID_BY, OrderAct
from queue_core.kia.wire.orders import Loading, OrderHead, Scanned, ToldOutcome
from queue_core.officer import cards
from queue_core.officer.screens.ask import Ask
from queue_core.officer.screens.ask_serial import AskSerial
from queue_core.officer.screens.base import ConsoleModal
from queue_core.officer.screens.pick import Pick
from queue_core.officer.shift import Core

CardDeed = Callable[[Core], OrderHead]
OUTCOME = {act: outcome for outcome, act in SAID_BY.items()}


class CardQuestions:
    """Asks over a file's screen, and begins what was answered."""

    def __init__(self, screen: ConsoleModal[None], begin: Callable[[CardDeed], None]) -> None:
        self._screen = screen
        self._shift = screen.shift
        self._begin = begin

    def ask(self, order: OrderHead, act: OrderAct) -> None:
        """Asks what an act needs to know."""
        match act:
            case OrderAct.LOAD:
                self._ask_serial(act, lambda serial: _loading(order, serial))
            case OrderAct.COLLECT:
                self._ask_serial(
                    act, lambda serial: lambda core: core.collect_card(order.id, Scanned(serial=serial))
                )
            case OrderAct.SCAN_BACK:
                self._ask_serial(
                    act, lambda serial: lambda core: core.scan_back(order.file_id, Scanned(serial=serial))
                )
            case OrderAct.SPOIL:
                self._ask_why(order)
            case OrderAct.UNLOAD:
                self._ask(act, lambda core: core.unload_blank(order.id))
            case _:
                told = ToldOutcome(version=order.version, outcome=OUTCOME[act])
                self._ask(act, lambda core: core.tell_outcome(order.id, told))

    def _ask(self, act: OrderAct, deed: CardDeed) -> None:
        question = Ask(self._shift, self._shift.say(f"card.ask.{act}"))
        self._screen.app.push_screen(question, lambda yes: self._begin(deed) if yes else None)

    def _ask_serial(self, act: OrderAct, deed: Callable[[str], CardDeed]) -> None:
        question = AskSerial(self._shift, self._shift.say(f"card.ask.{act}"))
        self._screen.app.push_screen(question, lambda serial: self._begin(deed(serial)) if serial else None)

    def _ask_why(self, order: OrderHead) -> None:
        def chosen(reason: str | None) -> None:
            if reason is not None:
                told = ToldOutcome.model_validate(
                    {"version": order.version, "outcome": OUTCOME[OrderAct.SPOIL], "reason": reason}
                )
                self._begin(lambda core: core.tell_outcome(order.id, told))

        title = self._shift.say("card.ask.spoil")
        self._screen.app.push_screen(Pick(self._shift, title, cards.spoil_reasons(self._shift)), chosen)


def _loading(order: OrderHead, serial: str) -> CardDeed:
    return lambda core: core.load_blanks(Loading(orders=(order.id,), first=serial)).orders[0]
