"""What the boards show as ready: register numbers alone, the newest first, for the days of the profile."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from sqlalchemy import Connection

from queue_core.kia.rules.handover import register_number
from queue_core.kia.store import handover as store
from queue_core.tickets.service.desk import Act, Desk
from queue_core.tickets.wire.live import ReadyNumbers

MOST_SHOWN = 12
"""What a glance takes in; whoever does not find the own number asks the kiosk."""


def ready_numbers(desk: Desk, connection: Connection, now: datetime) -> ReadyNumbers:
    """What a board shows. All that it leaves out was ready earlier, so that no later day brings it back."""
    days = desk.profile.files.handover.board_days
    if days == 0:
        return ()
    first_day = desk.day(now) - timedelta(days=days - 1)
    since = datetime.combine(first_day, time(), desk.profile.office.zone)
    rows = store.newest_ready(connection, desk.office, since, MOST_SHOWN)
    return tuple(register_number(row.year, row.number) for row in rows)


def tell_boards(act: Act) -> None:
    """Tells the boards, with all that they show from now on, that something is ready or is so no longer."""
    act.record("ready_changed", ready=ready_numbers(act.desk, act.transaction.connection, act.now))
