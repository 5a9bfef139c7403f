"""The office's calendar as values: hours of the profile, national holidays, closings of its own."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, time

from sqlalchemy import Connection

from queue_core.foundation.profile import Profile
from queue_core.sop.rules.calendar import OfficeCalendar, Span
from queue_core.sop.service.national import years_around
from queue_core.sop.store import office_book


def office_calendar(connection: Connection, profile: Profile, since: datetime) -> OfficeCalendar:
    """The calendar from an instant on."""
    zone = profile.office.zone
    closings = office_book.closings_after(connection, profile.office.key, since)
    return OfficeCalendar(
        zone,
        _hours(profile),
        years_around(since.astimezone(zone).year),
        [Span(row.starts_at, row.ends_at) for row in closings],
    )


def _hours(profile: Profile) -> dict[int, list[tuple[time, time]]]:
    by_day: dict[int, list[tuple[time, time]]] = defaultdict(list)
    for hours in profile.hours:
        for day in hours.days:
            by_day[day].append((hours.opens, hours.closes))
    return dict(by_day)
