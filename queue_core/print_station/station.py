"""Prints what the core orders, one card at a time: ask, write down, send, follow, tell.

Before each step the book says what is about to be done. A station that was killed lets every card be that it
had left with the printer, and tells the core only what it knows: nothing came out, or somebody has to look.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from http import HTTPStatus
from typing import Protocol

from PIL import Image

from devices.cards.port import CardPrinter, JobId, Problem
from devices.errors import CardNotTaken, CardUnclear
from queue_core.client.problems import CoreUnreachable, Refused
from queue_core.kia.rules.orders import OrderState, Outcome, PrinterProblem
from queue_core.kia.wire.orders import CardFace, OrderHead, OrderList, ToldOutcome, ToldProblem
from queue_core.print_station.spool import Sheet, Spool
from queue_core.print_station.state import NOTHING, OUTCOME, End, left_behind

log = logging.getLogger(__name__)
LOOK_SECONDS = 0.2
IDLE_SECONDS = 0.5
"""So often the station asks how far a card is, and for work: what was mended goes on at once."""
REST_SECONDS = 3.0
"""After a card of which nothing came, before the next is tried."""
FOR_GOOD = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.CONFLICT, HTTPStatus.UNPROCESSABLE_ENTITY})
"""Refusals that another try does not change: the order never was this station's, or a person has spoken."""
Draw = Callable[[CardFace], Sequence[Image.Image]]


class Core(Protocol):
    """The part of the core's API that the station uses."""

    def orders_in(self, state: OrderState) -> OrderList:
        """Of the loaded orders those that this station may take, in the order of their loading."""

    def take_order(self, order_id: int, request_id: str) -> OrderHead:
        """The order is this station's: nobody else prints it."""

    def card_face(self, order_id: int) -> CardFace:
        """What stands on the card of an order that this station has taken."""

    def tell_outcome(self, order_id: int, told: ToldOutcome, request_id: str) -> OrderHead:
        """What became of an order's card."""

    def tell_problem(self, order_id: int, told: ToldProblem) -> OrderHead:
        """What keeps the printer from an order, or that nothing does any more."""


class Station:
    """One printer and its book. `step` raises CoreUnreachable while the core is away, and goes on later."""

    def __init__(
        self,
        core: Core,
        printer: CardPrinter,
        spool: Spool,
        draw: Draw,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        self._core = core
        self._printer = printer
        self._spool = spool
        self._draw = draw
        self._pause = pause
        self._told: tuple[int, Problem] | None = None
        """The order that waits, and for what, as the core knows it."""
        self._clear = False
        """Whether the printer surely holds no card that could still come out."""

    def recover(self) -> None:
        """Settles what a killed station left: nothing is said of it that is not known."""
        for sheet in [one for one in self._spool.unreported() if one.end is None]:
            log.warning("order %d was left %s", sheet.order_id, sheet.stage)
            self._spool.ended(sheet, left_behind(sheet.stage))

    def step(self) -> float:
        """Tells what the core has not heard, then prints the next card; the seconds until the next step."""
        if not self._settle():
            return IDLE_SECONDS
        loaded = self._core.orders_in(OrderState.LOADED).orders
        if not loaded or not self._is_ready_for(loaded[0].id):
            return IDLE_SECONDS
        may_be_out = self._print(loaded[0].id)
        self._settle()
        return 0 if may_be_out else REST_SECONDS

    def _settle(self) -> bool:
        """Tells what came of the cards; whether the printer surely holds none that could still come out.

        While it may hold one, nothing is told and nothing is printed: somebody who looks into the hopper too
        early would say that nothing came out, and have a second card. The core is asked first, which refuses
        this station while another prints: what lies in the queue may be that one's.
        """
        if not self._clear:
            self._core.orders_in(OrderState.LOADED)
            self._clear = self._printer.clear()
        if self._clear:
            for sheet in self._spool.unreported():
                self._report(sheet)
        return self._clear

    def _is_ready_for(self, order_id: int) -> bool:
        """Whether the printer would print now; what keeps it is told once."""
        problem = self._printer.status().problem
        told = (order_id, problem) if problem else None
        if told and told != self._told:
            self._tell(order_id, problem)
        self._told = told
        return told is None

    def _print(self, order_id: int) -> bool:
        """Takes an order and prints it; whether a card may have come of it."""
        sheet = self._spool.begin(order_id)
        try:
            self._core.take_order(order_id, sheet.take_id)
        except (Refused, CoreUnreachable) as error:
            self._spool.ended(sheet, NOTHING)
            if isinstance(error, CoreUnreachable):  # it may have been given: told when the core is back
                raise
            self._spool.reported(sheet)
            return False
        end = self._end_of(sheet)
        self._spool.ended(sheet, end)
        return end.outcome is not Outcome.FAILED

    def _end_of(self, sheet: Sheet) -> End:
        """What becomes of a card that this station has taken."""
        try:
            sides = self._draw(self._core.card_face(sheet.order_id))
        except (CoreUnreachable, Refused) as error:
            is_final = isinstance(error, Refused) and error.status_code in FOR_GOOD
            return End(Outcome.FAILED, PrinterProblem.NO_FACE) if is_final else NOTHING
        except Exception:  # whatever cannot be drawn waits for a person; the station goes on
            log.exception("the card of order %d cannot be drawn", sheet.order_id)
            return End(Outcome.FAILED, PrinterProblem.NO_FACE)
        self._spool.sending(sheet)
        self._clear = False
        try:
            job = self._printer.send(f"order-{sheet.order_id}-{sheet.id}", sides)
        except CardNotTaken as error:
            self._clear = True
            return End(Outcome.FAILED, PrinterProblem(error.problem))
        except CardUnclear:
            return End(Outcome.UNKNOWN)
        self._spool.sent(sheet, job)
        return self._followed(sheet, job)

    def _followed(self, sheet: Sheet, job: JobId) -> End:
        """Waits for the end of a job, and tells what keeps it from one."""
        told: Problem | None = None
        while (view := self._printer.look(job)).state not in OUTCOME:
            if view.problem is not told:
                told = view.problem
                self._tell(sheet.order_id, told)
            self._pause(LOOK_SECONDS)
        outcome = OUTCOME[view.state]
        self._clear = outcome is not Outcome.UNKNOWN
        problem = view.problem if outcome is Outcome.FAILED else None
        return End(outcome, PrinterProblem(problem) if problem else None)

    def _tell(self, order_id: int, problem: Problem | None) -> None:
        """Tells what a person should know meanwhile; no card depends on whether the core hears it."""
        try:
            told = ToldProblem(problem=PrinterProblem(problem) if problem else None)
            self._core.tell_problem(order_id, told)
        except (Refused, CoreUnreachable) as error:
            log.warning("the core does not hear of a problem of order %d: %s", order_id, error)

    def _report(self, sheet: Sheet) -> None:
        if sheet.end is None:
            return
        told = ToldOutcome(outcome=sheet.end.outcome, problem=sheet.end.problem)
        try:
            self._core.tell_outcome(sheet.order_id, told, sheet.report_id)
        except Refused as error:
            if error.status_code not in FOR_GOOD:
                raise  # it is told again: what became of a card must not be lost
            log.warning("the core does not take the outcome of order %d: %s", sheet.order_id, error.cause)
        self._spool.reported(sheet)
