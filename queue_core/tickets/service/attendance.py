"""Looks after counters whose officer has vanished: holds them, then does what the profile says."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from queue_core.foundation.errors import KerakError
from queue_core.foundation.queueing import Vanished
from queue_core.tickets.rules.attendance import Attendance, Finding, Held, Sighting, gone_since, look
from queue_core.tickets.rules.counters import CounterState
from queue_core.tickets.rules.life import Verb
from queue_core.tickets.service import counters
from queue_core.tickets.service.desk import STAFF_ONLY, UNHEARD, Act, Desk
from queue_core.tickets.service.moves import Move, move_at_counter
from queue_core.tickets.service.views import counter_view, counter_work
from queue_core.tickets.store import counter_book
from queue_core.tickets.store.tables import CounterRow

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Lookout:
    """What the core knows of its officers' consoles, since when, and how long it waits for who is gone."""

    sighting: Callable[[str], Sighting]
    core_since: datetime
    hold: timedelta

    def finding(self, row: CounterRow, now: datetime) -> Finding | None:
        """What has changed at a counter."""
        return look(held(row), self.sighting(row.officer), now, self.hold, self.core_since)


def held(row: CounterRow) -> Held:
    """The counter as the rule sees it."""
    return Held(Attendance(row.attendance), row.since, row.away_since)


def look_after(desk: Desk, lookout: Lookout) -> None:
    """Looks once at every counter that is open or closing, and acts where something has changed.

    A counter that cannot be looked after is logged and keeps no other from it.
    """
    now = desk.clock()
    rows = desk.database.read(lambda connection: counter_book.serving_counters(connection, desk.office))
    for row in rows:
        if lookout.finding(row, now) is None:
            continue
        try:
            desk.unasked(partial(_attend, number=row.number, lookout=lookout))
        except KerakError as error:
            log.warning("counter %d could not be looked after: %s", row.number, error)


def _attend(act: Act, number: int, lookout: Lookout) -> None:
    """Looks again inside the transaction, so that each change is seen exactly once."""
    row = counter_book.serving_counter(act.transaction.connection, act.desk.office, number)
    if row is None:
        return
    match lookout.finding(row, act.now):
        case Finding.CAME:
            back = row.away_since is not None
            _note(act, number, Attendance.HERE, None, "officer_back" if back else "officer_here")
        case Finding.LEFT:
            since = gone_since(held(row), lookout.sighting(row.officer), lookout.core_since)
            _note(act, number, Attendance.AWAY, since, "officer_away")
        case Finding.HOLD_OVER:
            _note(act, number, Attendance.KEPT, row.away_since, "officer_vanished")
            _give_up(act, number)


def _note(act: Act, number: int, attendance: Attendance, since: datetime | None, action: str) -> None:
    connection = act.transaction.connection
    counter_book.set_attendance(connection, act.desk.office, number, attendance, since)
    view = counter_view(act.desk, connection, number)
    act.record(action, counter=view, audiences=UNHEARD if action == "officer_here" else STAFF_ONLY)


def _give_up(act: Act, number: int) -> None:
    """Closes the counter and gives its ticket back if the profile says so; yesterday's has no lane."""
    work = counter_work(act.desk, act.transaction.connection, number)
    of_today = work.ticket is None or work.ticket.day == act.day
    if act.desk.profile.queue.vanished is not Vanished.RETURN or not of_today:
        return
    if work.counter.state is CounterState.OPEN:
        counters.begin_closing(act, work.counter)
    if work.ticket is not None and work.ticket.id is not None:
        move_at_counter(act, number, work.ticket.id, work.ticket.state, Move(Verb.RETURN))
