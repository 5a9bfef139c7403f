"""The corner in figures, as offices report it: derived from the loans whenever it is asked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from queue_core.tickets.wire.reading import (
    LEAST_TOLD,
    MOST_TITLES,
    DayRead,
    ReadingFigures,
    TitleRead,
    ToldReading,
)
from reading_corner.rules.shelf import Where
from reading_corner.store import figures as store
from reading_corner.store.shelf import Shelf

ONE_DAY = timedelta(days=1)
LONGEST_NAME = 200


def figures(shelf: Shelf, zone: ZoneInfo, first: date, last: date) -> ReadingFigures:
    """From the first day to the last, both in it, as the office's clock has days."""
    return shelf.read(lambda connection: _figures(connection, zone, first, last))


def this_month_and_the_one_before(shelf: Shelf, zone: ZoneInfo, today: date) -> ToldReading:
    """What the core is told."""
    begins = today.replace(day=1)
    before = begins - ONE_DAY
    months = ((begins, today), (before.replace(day=1), before))
    return ToldReading(months=tuple(figures(shelf, zone, first, last) for first, last in months))


def _figures(connection: Connection, zone: ZoneInfo, first: date, last: date) -> ReadingFigures:
    since, until = _begins(first, zone), _begins(last + ONE_DAY, zone)
    titles, copies, missing = store.holding(connection)
    return ReadingFigures(
        first=first,
        last=last,
        titles=titles,
        copies=copies,
        missing=missing,
        days=tuple(_days(store.begun(connection, since, until), zone)),
        most_read=tuple(
            TitleRead(name=row.name[:LONGEST_NAME], times=row.times)
            for row in store.most_read(connection, since, until, LEAST_TOLD, MOST_TITLES)
        ),
    )


def _days(read: Iterable[tuple[datetime, Where]], zone: ZoneInfo) -> Iterator[DayRead]:
    """Those on which something was read, the earliest first."""
    counts = Counter((lent_at.astimezone(zone).date(), where) for lent_at, where in read)
    for day in sorted({day for day, _ in counts}):
        yield DayRead(day=day, here=counts[day, Where.HERE], home=counts[day, Where.HOME])


def _begins(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone)
