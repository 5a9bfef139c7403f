"""The office's time at this kiosk: the core's own clock, carried on while the core is away."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime, timedelta

from kiosk.book import Book
from queue_core.client.state import Link
from queue_core.foundation.clock import Clock, system_clock

KEEP_SECONDS = 60.0
"""So often it is written down how far this machine's clock is off."""


class OfficeTime:
    """Knows the core's time from its heartbeats. A clock of this machine that jumps changes nothing of that.

    Only a kiosk that was started while the core is away goes by its own clock, as far off as it was before.
    """

    def __init__(
        self, book: Book, wall: Clock = system_clock, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._book = book
        self._wall = wall
        self._monotonic = monotonic
        self._link: Link | None = None
        self._kept: float | None = None

    def take(self, link: Link) -> None:
        """Takes the core's time from a link, which may have heard it a while ago."""
        now = self._monotonic()
        if (at := link.now(now)) is None:
            return
        self._link = link
        if self._kept is None or now - self._kept >= KEEP_SECONDS:
            self._kept = now
            self._book.keep("offset", str((at - self._wall()).total_seconds()))

    def keep_heard(self, at: datetime) -> None:
        """Keeps when the core heard this kiosk's book."""
        self._book.keep("heard", at.isoformat())

    def now(self) -> datetime:
        """The present instant. By a clock that shows one before the core heard the book: that one, by which
        the core knows a wrong clock.
        """
        if (then := self.at(self.mark())) is not None:
            return then
        offset, heard = self._book.kept("offset"), self._book.kept("heard")
        if offset is None or heard is None:
            return self._wall()
        return max(self._wall() + timedelta(seconds=float(offset)), datetime.fromisoformat(heard))

    def mark(self) -> float:
        """The present instant by the clock that never jumps, to be asked about later."""
        return self._monotonic()

    def at(self, mark: float) -> datetime | None:
        """The core's time at a mark, before or after it was heard; None when it was not heard at all."""
        return None if self._link is None else self._link.now(mark)
