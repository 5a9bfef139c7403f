"""The office's calendar as values: hours of the profile, national holidays, closings of its own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, time
from functools import lru_cache
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from queue_core.foundation.profile import Hours, Profile
from queue_core.sop.rules.calendar import OfficeCalendar, Span
from queue_core.sop.service.national import years_around
from queue_core.sop.store import office_book


def office_calendar(
    connection: Connection, profile: Profile, since: datetime, hours: tuple[Hours, ...] = ()
) -> OfficeCalendar:
    """The calendar from an instant on; with other hours than the office's, where a service has its own."""
    zone = profile.office.zone
    rows = office_book.closings_after(connection, profile.office.key, since)
    closings = tuple(Span(row.starts_at, row.ends_at) for row in rows)
    return _calendar(zone, hours or profile.hours, since.astimezone(zone).year, closings)


def is_closed(connection: Connection, office: str, now: datetime) -> bool:
    """Whether the office itself has closed at this instant; a national holiday is none of its closings."""
    return any(row.starts_at <= now for row in office_book.closings_after(connection, office, now))


@lru_cache(maxsize=64)
def _calendar(
    zone: ZoneInfo, hours: tuple[Hours, ...], year: int, closings: tuple[Span, ...]
) -> OfficeCalendar:
    """Kept: every number and every clock of a day asks for the same."""
    return OfficeCalendar(zone, _by_weekday(hours), years_around(year), closings)


def _by_weekday(every: Iterable[Hours]) -> dict[int, list[tuple[time, time]]]:
    by_day: dict[int, list[tuple[time, time]]] = defaultdict(list)
    for hours in every:
        for day in hours.days:
            by_day[day].append((hours.opens, hours.closes))
    return dict(by_day)
