"""What can be taken back at a counter now, and until when."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import Connection

from queue_core.tickets.rules.life import TicketState, Verb
from queue_core.tickets.rules.undo import LatestMove, undo_until
from queue_core.tickets.service.desk import Desk
from queue_core.tickets.store import counter_book, tables, ticket_book


class Undoable(NamedTuple):
    """A ticket whose latest move can be taken back, and until when."""

    row: tables.TicketRow
    until: datetime


def latest_undoable(
    desk: Desk, connection: Connection, number: int, there: tables.TicketRow | None
) -> Undoable | None:
    """Of the ticket that is there, or else of the one that ended last at the counter."""
    now, within = desk.clock(), timedelta(seconds=desk.profile.queue.undo_seconds)
    row = there or ticket_book.latest_ended_at(connection, desk.office, desk.day(now), number, now - within)
    counter = counter_book.counter_row(connection, desk.office, number)
    if row is None or counter is None or row.last_verb is None:
        return None
    changed = max(counter.since, counter.moved_at or counter.since)
    latest = LatestMove(TicketState(row.state), Verb(row.last_verb), row.moved_at, changed)
    until = undo_until(latest, within)
    return Undoable(row, until) if until is not None and now <= until else None
