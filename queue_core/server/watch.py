"""Watches the clocks of the service standard: every few seconds it asks whether one has passed a mark."""

from __future__ import annotations

import logging

from flask_socketio import SocketIO

from queue_core.sop.service.national import thin_years, years_around
from queue_core.sop.service.telling import tell
from queue_core.sop.service.timing import Keeper

log = logging.getLogger(__name__)
TELL_SECONDS = 5.0
SHORTEST_SECONDS = 0.5


class ClockWatch:
    """Tells of what is near its end or past it; a demonstration in fast time is watched as closely."""

    def __init__(self, socketio: SocketIO, keeper: Keeper, speed: float) -> None:
        self._socketio = socketio
        self._keeper = keeper
        self._seconds = max(TELL_SECONDS / speed, SHORTEST_SECONDS)

    def start(self) -> None:
        """Reads the calendar, so that no family waits for it, and begins to watch."""
        year = self._keeper.clock().astimezone(self._keeper.profile.office.zone).year
        years_around(year)
        for thin in thin_years((year, year + 1)):
            log.warning("the calendar of %s has no joint leave yet; add the days when they are decreed", thin)
        self._socketio.start_background_task(self._watch)

    def _watch(self) -> None:
        while True:
            try:
                tell(self._keeper, self._keeper.clock())
            except Exception:  # a fault now must not end the watch for good
                log.exception("the watch goes on after a fault")
            self._socketio.sleep(self._seconds)
