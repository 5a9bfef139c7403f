"""Prints sheets of paper beside the cards: asks, takes, prints, tells. It keeps no book.

The core lists what this station has in hand. What a killed station left there is unknown, and may be printed
again: two sheets alike harm nobody.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import Protocol

from devices.cards.port import ENDED, JobId, JobState
from devices.errors import CardNotTaken, CardUnclear
from devices.sheets.port import SheetPrinter
from queue_core.client.problems import Refused
from queue_core.printing.rules import SheetOutcome, SheetState
from queue_core.printing.wire import SheetsHead, SheetsList, ToldSheets

log = logging.getLogger(__name__)
LOOK_SECONDS = 1.0
IDLE_SECONDS = 3.0
OUTCOME = {
    JobState.done: SheetOutcome.PRINTED,
    JobState.failed: SheetOutcome.FAILED,
    JobState.unknown: SheetOutcome.UNKNOWN,
}


class SheetCore(Protocol):
    """The part of the core's API that is about sheets, for a station."""

    def sheets(self) -> SheetsList:
        """What waits, and what this station has in hand."""

    def take_sheets(self, order_id: int) -> SheetsHead:
        """The order is this station's."""

    def sheets_paper(self, order_id: int) -> bytes:
        """What is to be printed, as a PDF."""

    def tell_sheets(self, order_id: int, told: ToldSheets) -> SheetsHead:
        """What became of an order."""


class SheetStation:
    """One printer of paper. `step` raises CoreUnreachable or Refused, and goes on later."""

    def __init__(
        self, core: SheetCore, printer: SheetPrinter, pause: Callable[[float], None] = time.sleep
    ) -> None:
        self._core = core
        self._printer = printer
        self._pause = pause
        self._ended: dict[int, SheetOutcome] = {}
        """What became of orders of which the core has not heard."""

    def recover(self) -> None:
        """What was under way is told by the next step: nobody knows what became of it."""

    def step(self) -> float:
        """Tells what the core has not heard, then prints what waits; the seconds until the next step."""
        orders = self._core.sheets().orders
        for order in orders:
            if order.state is SheetState.SENDING:
                self._tell(order.id)
        for order in orders:
            if order.state is SheetState.WAITING and self._printer.status().ready:
                self._print(order.id)
        return IDLE_SECONDS

    def _print(self, order_id: int) -> None:
        self._ended[order_id] = SheetOutcome.FAILED  # as long as nothing was sent, also where no answer comes
        try:
            self._core.take_sheets(order_id)
        except Refused:
            return  # another station was first
        pdf = self._core.sheets_paper(order_id)
        self._ended[order_id] = SheetOutcome.UNKNOWN
        self._ended[order_id] = self._outcome(order_id, pdf)
        self._tell(order_id)

    def _outcome(self, order_id: int, pdf: bytes) -> SheetOutcome:
        try:
            job = self._printer.send(f"sheets-{order_id}", pdf)
        except CardNotTaken as error:
            log.warning("sheets %d were not taken: %s", order_id, error)
            return SheetOutcome.FAILED
        except CardUnclear:
            return SheetOutcome.UNKNOWN
        return self._followed(job)

    def _followed(self, job: JobId) -> SheetOutcome:
        while (view := self._printer.look(job)).state not in ENDED:
            self._pause(LOOK_SECONDS)
        return OUTCOME[view.state]

    def _tell(self, order_id: int) -> None:
        outcome = self._ended.get(order_id, SheetOutcome.UNKNOWN)
        self._core.tell_sheets(order_id, ToldSheets(outcome=outcome))
        self._ended.pop(order_id, None)
