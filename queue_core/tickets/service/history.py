"""Reads past days, for those who plan the next ones. Never a name, a page or a reason."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import NamedTuple

from queue_core.storage.database import Database
from queue_core.tickets.store import tables, ticket_book


class PastVisit(NamedTuple):
    """One ticket of a past day; `minutes` from its last call to its end, None for one without an end."""

    issued_at: datetime
    lane: str
    service: str
    minutes: float | None


def latest_day(database: Database, office: str) -> date | None:
    """The latest day on which somebody was served; None in a new office."""
    return database.read(lambda connection: ticket_book.latest_day(connection, office))


def past_day(database: Database, office: str, day: date) -> list[PastVisit]:
    """The day's tickets that were called, in order of issue: who left before took no counter's time."""
    rows = database.read(lambda connection: ticket_book.called_on(connection, office, day))
    return [PastVisit(row.issued_at, row.waits_in, row.service, _minutes(row)) for row in rows]


def _minutes(row: tables.TicketRow) -> float | None:
    if row.ended_at is None:
        return None
    took: timedelta = row.ended_at - row.called_at
    return max(took / timedelta(minutes=1), 0.0)
