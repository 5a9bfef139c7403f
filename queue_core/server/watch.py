"""Watches what time alone changes: clocks of the service standard that pass a mark, the office's day."""

from __future__ import annotations

import logging
from datetime import date

from flask_socketio import SocketIO

from queue_core.server.loops import keep_doing
from queue_core.sop.service.national import thin_years, years_around
from queue_core.sop.service.telling import tell
from queue_core.sop.service.timing import Keeper
from queue_core.storage.writer import Offload
from queue_core.tickets.service import overnight
from queue_core.tickets.service.desk import Desk

log = logging.getLogger(__name__)
TELL_SECONDS = 5.0
SHORTEST_SECONDS = 0.5


class DayWatch:
    """Ends what earlier days have left: at the start, and when the office's day changes."""

    def __init__(self, socketio: SocketIO, desk: Desk, speed: float) -> None:
        self._socketio = socketio
        self._desk = desk
        self._seconds = max(TELL_SECONDS / speed, SHORTEST_SECONDS)
        self._ended: date | None = None

    def start(self) -> None:
        """Begins to watch."""
        keep_doing(self._socketio, self.look, self._seconds)

    def look(self) -> None:
        """Ends the earlier days once a day, and forgets; tried again when it fails.

        The day is done when a look finds nothing that it can end.
        """
        today = self._desk.day(self._desk.clock())
        if today == self._ended:
            return
        if (ended := overnight.end_earlier_days(self._desk, self._pause)) > 0:
            log.info("%d tickets of earlier days were ended", ended)
            return
        if (missed := overnight.end_missed_appointments(self._desk, self._pause)) > 0:
            log.info("nobody came to %d appointments of earlier days", missed)
        overnight.forget_answers(self._desk, self._pause)
        self._ended = today

    def _pause(self) -> None:
        self._socketio.sleep(0)


class ClockWatch:
    """Tells of what is near its end or past it; a demonstration in fast time is watched as closely."""

    def __init__(self, socketio: SocketIO, keeper: Keeper, offload: Offload, speed: float) -> None:
        self._socketio = socketio
        self._keeper = keeper
        self._offload = offload
        self._seconds = max(TELL_SECONDS / speed, SHORTEST_SECONDS)

    def start(self) -> None:
        """Begins to watch."""
        self._socketio.start_background_task(self._offload, self._read_calendar)
        keep_doing(self._socketio, self._look, self._seconds)

    def _look(self) -> None:
        tell(self._keeper, self._keeper.clock())

    def _read_calendar(self) -> None:
        """Reads the holidays beside the event loop, so that no family waits for them."""
        year = self._keeper.clock().astimezone(self._keeper.profile.office.zone).year
        years_around(year)
        for thin in thin_years((year, year + 1)):
            log.warning("the calendar of %s has no joint leave yet; add the days when they are decreed", thin)
