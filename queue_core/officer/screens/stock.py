"""The stock of blanks and ribbon: its balance, and what may be done with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from pydantic import ValidationError
from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Label, OptionList, Static
from textual.widgets.option_list import Option

from queue_core.client.problems import Refused
from queue_core.foundation.errors import KerakError
from queue_core.officer.more import Entry
from queue_core.officer.screens.ask_serial import AskSerial
from queue_core.officer.screens.list_modal import ListModal
from queue_core.officer.screens.pick import Pick
from queue_core.officer.screens.reason import Reason
from queue_core.officer.shift import Core
from queue_core.officer.stock import (
    Decision,
    Deed,
    asked,
    balance,
    decisions,
    deeds,
    differences,
    refused,
    serials,
    spoil_reasons,
)
from queue_core.officer.widgets.key_line import KeyLine
from queue_core.stock.rules.blanks import BY_TWO, Difference, SpoilReason
from queue_core.stock.wire import NewBatch, NewCount, NewRibbon, Serials, Spoiling, StockView

Act = Callable[[Core], object]


class StockScreen(ListModal[None]):
    """The balance above, the acts below."""

    class Read(Message):
        """The balance of now, and what came of an act; no balance where the core refused or is away."""

        def __init__(self, view: StockView | None, words: str) -> None:
            super().__init__()
            self.view = view
            self.words = words

    class Listed(Message):
        """Which serials lie where."""

        def __init__(self, found: Serials) -> None:
            super().__init__()
            self.found = found

    class Differs(Message):
        """The count is not what the book says."""

        def __init__(self, count: NewCount) -> None:
            super().__init__()
            self.count = count

    _view: StockView | None = None

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,v", "dismiss", "key.back", key_display="Esc", id="stock.back", tooltip="tip.back"),
    ]

    def compose(self) -> ComposeResult:
        """Balance, acts, and a line for words."""
        with Vertical(id="stock"):
            yield Label(self.shift.say("stock.title"), id="title", markup=False)
            yield Static(id="balance", markup=False)
            acts = (Option(Content(one.words), id=one.id) for one in deeds(self.shift))
            yield OptionList(*acts, id="entries")
            yield Label(self.shift.say("stock.reading"), id="words", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Reads what there is."""
        self._send(None, "")

    def on_option_list_option_selected(self, selected: OptionList.OptionSelected) -> None:
        """Does it, or asks what has to be known first."""
        deed = Deed(selected.option.id or "")
        match deed:
            case Deed.SERIALS:
                self._list()
            case Deed.COUNT:
                self._ask_number("drawer", lambda drawer: self._ask_number("printer", self._counted(drawer)))
            case Deed.RECEIVE:
                self._ask_serial("first", self._ask_last)
            case Deed.SPOIL:
                self._ask_serial("spoil", self._ask_why)
            case Deed.DECIDE:
                self._ask_which()
            case _:
                self._with_ribbon(deed)

    def _with_ribbon(self, deed: Deed) -> None:
        match deed:
            case Deed.RIBBON:
                self._ask_number("rolls", self._rolls)
            case Deed.PUT_IN:
                self._send(lambda core: core.put_in_ribbon(), "put_in")
            case Deed.USED_UP:
                self._send(lambda core: core.use_up_ribbon(), "used_up")

    def _ask_serial(self, key: str, then: Callable[[str], None], just_read: str = "") -> None:
        screen = AskSerial(self.shift, self.shift.say(f"stock.ask.{key}"), just_read)
        self.app.push_screen(screen, lambda serial: then(serial) if serial else None)

    def _ask_last(self, first: str) -> None:
        self._ask_serial("last", self._packet(first), first)

    def _ask_number(self, key: str, then: Callable[[int], None]) -> None:
        def number(line: str | None) -> None:
            if line is not None and line.isdecimal():
                then(int(line))
            elif line is not None:
                self.write(self.shift.say("stock.no_number"))

        screen = Reason(self.shift, self.shift.say(f"stock.ask.{key}"), shortest=1)
        self.app.push_screen(screen, number)

    def _ask_why(self, serial: str) -> None:
        def spoil(reason: str | None) -> None:
            if reason is not None:
                why = Spoiling.model_validate({"reason": SpoilReason(reason)})
                done = "asked" if why.reason in BY_TWO else "spoil"
                self._send(lambda core: core.spoil_blank(serial, why), done)

        title = self.shift.say("stock.ask.why", serial=serial)
        self.app.push_screen(Pick(self.shift, title, spoil_reasons(self.shift)), spoil)

    def _ask_which(self) -> None:
        """Which of the blanks that somebody asks to write off, then whether it is."""
        waiting = {one.serial: one for one in self._view.asked} if self._view else {}

        def decide(serial: str | None) -> None:
            if serial is not None:
                title = self.shift.say("stock.ask.decide", serial=serial)
                choices = Pick(self.shift, title, decisions(self.shift, waiting[serial]))
                self.app.push_screen(choices, self._decided(serial))

        found = asked(self.shift, self._view) if self._view else []
        self.app.push_screen(Pick(self.shift, self.shift.say("stock.act.decide"), found), decide)

    def _decided(self, serial: str) -> Callable[[str | None], None]:
        def said(decision: str | None) -> None:
            if decision == Decision.AGREE:
                self._send(lambda core: core.agree_to_write_off(serial), "spoil")
            elif decision == Decision.DECLINE:
                self._send(lambda core: core.decline_write_off(serial), "decline")

        return said

    def _packet(self, first: str) -> Callable[[str], None]:
        def received(last: str) -> None:
            self._send(lambda core: core.receive_blanks(NewBatch(first=first, last=last)), "receive")

        return received

    def _rolls(self, rolls: int) -> None:
        self._send(lambda core: core.receive_ribbon(NewRibbon(rolls=rolls)), "ribbon")

    def _counted(self, drawer: int) -> Callable[[int], None]:
        return lambda printer: self._count({"drawer": drawer, "printer": printer})

    def _count(self, found: dict[str, object]) -> None:
        self._send(lambda core: self._told(core, NewCount.model_validate(found)), "count")

    def _told(self, core: Core, count: NewCount) -> None:
        try:
            core.count_stock(count)
        except Refused as error:
            if error.cause == "count-differs":
                self.post_message(self.Differs(count))
            raise

    def on_stock_screen_differs(self, told: Differs) -> None:
        """Asks why; without an answer nothing is kept, and the count may be made again."""

        def because(reason: str | None) -> None:
            if reason is not None:
                self._count({**told.count.model_dump(), "reason": Difference(reason)})

        title = self.shift.say("stock.ask.differs")
        self.app.push_screen(Pick(self.shift, title, differences(self.shift)), because)

    @work(thread=True, exclusive=True, group="stock")
    def _send(self, act: Act | None, done: str) -> None:
        with self.shift.talking() as core:
            try:
                if act is not None:
                    act(core)
                words = self.shift.say(f"stock.done.{done}") if done else ""
                self.post_message(self.Read(core.stock(), words))
            except ValidationError:
                self.post_message(self.Read(None, self.shift.say("stock.not_valid")))
            except KerakError as error:
                self.post_message(self.Read(None, refused(self.shift, error)))

    @work(thread=True, exclusive=True, group="stock")
    def _list(self) -> None:
        with self.shift.talking() as core:
            try:
                self.post_message(self.Listed(core.serials()))
            except KerakError as error:
                self.post_message(self.Read(None, self.shift.problem(error)))

    def on_stock_screen_read(self, read: Read) -> None:
        """Paints the balance anew; after a refusal it stays as it was."""
        self.write(read.words)
        if read.view is not None:
            self._view = read.view
            self.query_one("#balance", Static).update("\n".join(balance(self.shift, read.view)))

    def on_stock_screen_listed(self, told: Listed) -> None:
        """Shows which serials should lie where."""
        found: list[Entry] = serials(self.shift, told.found)
        self.app.push_screen(Pick(self.shift, self.shift.say("stock.serials"), found))
