"""Brings the numbers that this kiosk gave by itself into the core, in order, and asks for its letter."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from typing import Protocol

from kiosk.alone import Alone
from kiosk.book import Given
from kiosk.errors import BookNotUsable
from kiosk.reports import SlipReporter
from queue_core.client.problems import CoreUnreachable, Refused
from queue_core.tickets.wire.offline import LetterWish, OfflineLetter, OfflineTicket
from queue_core.tickets.wire.tickets import SlipReport, TicketView

log = logging.getLogger(__name__)
LOOK_SECONDS = 1.0
ASK_SECONDS = 300.0
"""So often a kiosk is heard for its letter; none of its numbers counts as given before it was heard last."""

NOT_YOURS = "offline-letter-not-yours"
FINAL_CAUSES = frozenset(
    {
        "unknown-service",
        "unknown-reason",
        "offline-number-taken",
        "request-id-reused",
        "invalid-input",
        NOT_YOURS,
    }
)
"""The refusals that will be the same another time. An older core's own are not among them."""
UNREADABLE = "unreadable-wish"
"""Why a number does not enter whose wish another version of the program has kept."""


class OfflineDesk(Protocol):
    """The part of the core's API that takes what kiosks gave by themselves."""

    def offline_letter(self, wish: LetterWish) -> OfflineLetter:
        """The letter of a book."""
        ...

    def enter(self, ticket: OfflineTicket) -> TicketView:
        """Enters a ticket; sent again it enters once."""
        ...


class Entering:
    """Looks every second in a thread of its own. What does not get through is tried again, however long."""

    def __init__(
        self,
        core: OfflineDesk,
        alone: Alone,
        reporter: SlipReporter,
        is_connected: Callable[[], bool],
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._core = core
        self._alone = alone
        self._reporter = reporter
        self._is_connected = is_connected
        self._monotonic = monotonic
        self._asked: float | None = None

    def start(self) -> None:
        """Begins to look."""
        threading.Thread(target=self._run, name="entering", daemon=True).start()

    def step(self) -> None:
        """Enters what waits, then asks for the letter when that is due."""
        if not self._is_connected():
            self._asked = None
            return
        try:
            for given in self._alone.book.waiting():
                self._enter(given)
            self._ask()
        except (CoreUnreachable, BookNotUsable) as error:
            self._asked = None
            log.warning("entering: %s", error.detail)
        except Refused as error:
            log.warning("entering: the core refuses: %s", error.cause)

    def _enter(self, given: Given) -> None:
        """Raises CoreUnreachable, and Refused for what may be had later."""
        cause = UNREADABLE
        try:
            if given.wish is not None:
                self._note_entered(given, self._told(self._alone.to_enter(given, given.wish)))
                return
        except Refused as error:
            if error.cause not in FINAL_CAUSES:
                raise
            cause = error.cause
        log.error("number %s will never enter: %s", given.number, cause)
        self._alone.book.note_refused(given.request_id, cause)
        self._alone.forget(given)

    def _told(self, ticket: OfflineTicket) -> TicketView:
        """Tells the core of a ticket; one that was put back to an older state learns of the letter anew."""
        try:
            return self._core.enter(ticket)
        except Refused as error:
            if error.cause != NOT_YOURS:
                raise
        self._ask_now()
        return self._core.enter(ticket)

    def _note_entered(self, given: Given, entered: TicketView) -> None:
        slip = self._alone.book.note_entered(given.request_id, entered.id or 0)
        if slip is not None and entered.id is not None:
            self._reporter.tell(entered.id, SlipReport(outcome=slip))
        self._alone.forget(given)

    def _ask(self) -> None:
        now = self._monotonic()
        if self._alone.office is None or (self._asked is not None and now - self._asked < ASK_SECONDS):
            return
        self._asked = now
        self._ask_now()

    def _ask_now(self) -> None:
        wish = LetterWish(book=self._alone.book.id, letter=self._alone.book.letter)
        self._alone.learn_letter(self._core.offline_letter(wish))

    def _run(self) -> None:
        while True:
            try:
                self.step()
            except Exception:  # a fault of this program must not keep numbers out for good
                log.exception("entering: a fault of this program; it is tried again")
            time.sleep(LOOK_SECONDS)
