"""Watches what time alone changes: clocks that pass a mark, the office's day, its hours."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from datetime import date

from flask_socketio import SocketIO

from queue_core.server.loops import keep_doing
from queue_core.server.wary import WaryClock
from queue_core.sop.service.national import thin_years, years_around
from queue_core.sop.service.quiet import is_quiet_now
from queue_core.sop.service.telling import tell
from queue_core.sop.service.timing import Keeper
from queue_core.storage.writer import Offload
from queue_core.tickets.service import overnight
from queue_core.tickets.service.desk import Desk
from queue_core.tickets.service.overnight import Pause

log = logging.getLogger(__name__)
TELL_SECONDS = 5.0
SHORTEST_SECONDS = 0.5
SCRUB_SECONDS = 300.0
"""Between two looks whether the database is to be written anew, and may be: so soon it is tried again."""
NightWork = Callable[[Pause], object]
"""What another room does once a day; it lets others go first between two writes."""


class DayWatch:
    """Ends what earlier days have left: at the start, and when the office's day changes.

    Not by the word of a clock that is doubted; what destroys waits longest, until the clock may do so.
    """

    def __init__(
        self,
        socketio: SocketIO,
        desk: Desk,
        speed: float,
        wary: WaryClock,
        *,
        works: Sequence[NightWork] = (),
        destroying: Sequence[NightWork] = (),
    ) -> None:
        self._socketio = socketio
        self._desk = desk
        self._wary = wary
        self._works = works
        self._destroying = destroying
        self._seconds = max(TELL_SECONDS / speed, SHORTEST_SECONDS)
        self._ended: date | None = None
        self._destroyed: date | None = None

    def start(self) -> None:
        """Begins to watch."""
        keep_doing(self._socketio, self.look, self._seconds)

    def look(self) -> None:
        """Ends the earlier days once a day, forgets and destroys; tried again when it fails."""
        today = self._desk.day(self._desk.clock())
        if self._wary.is_believed() and today != self._ended:
            self._end_earlier_days(today)
        if self._wary.may_destroy() and today == self._ended != self._destroyed:
            self._do(self._destroying)
            self._destroyed = today

    def _end_earlier_days(self, today: date) -> None:
        """The day is done when a look finds nothing that it can end."""
        if (ended := overnight.end_earlier_days(self._desk, self._pause)) > 0:
            log.info("%d tickets of earlier days were ended", ended)
            return
        if (missed := overnight.end_missed_appointments(self._desk, self._pause)) > 0:
            log.info("nobody came to %d appointments of earlier days", missed)
        overnight.forget_answers(self._desk, self._pause)
        self._do(self._works)
        self._ended = today

    def _do(self, works: Sequence[NightWork]) -> None:
        for work in works:
            work(self._pause)

    def _pause(self) -> None:
        self._socketio.sleep(0)


class ScrubWatch:
    """Writes the database anew after an erasure once the office is quiet; what failed is tried again soon.

    It stands beside the day's work, which is done by then: only the writing waits for the closing.
    """

    def __init__(self, socketio: SocketIO, desk: Desk, speed: float) -> None:
        self._socketio = socketio
        self._desk = desk
        self._seconds = max(SCRUB_SECONDS / speed, SHORTEST_SECONDS)

    def start(self) -> None:
        """Begins to watch."""
        keep_doing(self._socketio, self.look, self._seconds)

    def look(self) -> None:
        """Scrubs what is marked, in quiet hours alone, and once the last families are served."""
        database = self._desk.database
        if database.is_to_be_scrubbed() and self._nobody_is_here() and database.scrub():
            log.info("the database was written anew: nothing is left in it of what was erased")

    def _nobody_is_here(self) -> bool:
        return is_quiet_now(self._desk.keeper) and not overnight.is_serving(self._desk)


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
