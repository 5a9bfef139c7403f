"""Lets writes from families' pages pass at a human pace: each costs a commit, even one without effect."""

from __future__ import annotations

from collections.abc import Callable
from math import ceil

from queue_core.tickets.errors import TooManyWrites
from queue_core.tickets.rules.rate import Allowance, Bucket
from queue_core.tickets.service import appointments
from queue_core.tickets.service.desk import Desk
from queue_core.tickets.service.views import ticket_with

OF_A_PAGE = Allowance(at_once=10, seconds_each=6)
OF_ALL_PAGES = Allowance(at_once=200, seconds_each=0.05)
"""A crowd that all asks for help passes; a tenth of what the book can write is left to strangers."""
BUCKETS_KEPT = 10_000


class PublicWrites:
    """What every page, and all pages together, have left; after a restart all begin anew."""

    def __init__(self, desk: Desk, monotonic: Callable[[], float]) -> None:
        self._desk = desk
        self._clock = monotonic
        self._all = Bucket(OF_ALL_PAGES, monotonic())
        self._pages: dict[str, Bucket] = {}

    def admit_ticket(self, key: str) -> None:
        """Lets one write of a ticket's page pass.

        Raises UnknownTicket or VisitOver, at no cost, or TooManyWrites.
        """
        self._desk.database.read(lambda connection: ticket_with(self._desk, connection, key))
        self.admit(key)

    def admit_booking(self, key: str) -> None:
        """Lets one write of an appointment's page pass. Raises UnknownAppointment or TooManyWrites."""
        appointments.page(self._desk, key)
        self.admit(key)

    def admit(self, key: str) -> None:
        """Lets one write of a page pass that is known to be one. Raises TooManyWrites."""
        now = self._clock()
        self._forget(now)
        mine = self._pages.setdefault(key, Bucket(OF_A_PAGE, now))
        wait = max(mine.wait(now), self._all.wait(now))
        if wait > 0:
            raise TooManyWrites(retry_after=ceil(wait))
        mine.take()
        self._all.take()

    def _forget(self, now: float) -> None:
        if len(self._pages) >= BUCKETS_KEPT:
            self._pages = {key: one for key, one in self._pages.items() if not one.is_full(now)}
