"""When work may be done that holds up every write for a while: hours in which no family is at the office."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

from queue_core.sop.rules.calendar import ONE_DAY, OfficeCalendar, Span, merged, without

BEFORE_OPENING = timedelta(minutes=30)
"""Officers come, families gather at the kiosk, and the work that has begun is over by the opening."""
LONG_ENOUGH = timedelta(minutes=15)
"""A shorter stretch is none: whoever looks every few minutes would miss it."""
QUIET_HOUR = 2
"""From 02:00 to 03:00 on the office's clock, on a day that leaves no other time."""


def is_quiet(now: datetime, calendar: OfficeCalendar) -> bool:
    """Whether the office is closed, and stays so for half an hour.

    A midday break is no closing: families wait. On a day on which the office never closes, and where nobody
    has told its hours, the quiet hour counts.
    """
    local = now.astimezone(calendar.zone)
    quiet = _quiet_on(local.date(), calendar)
    if not quiet:
        return local.hour == QUIET_HOUR
    return any(span.start <= now < span.end for span in quiet)


def _quiet_on(day: date, calendar: OfficeCalendar) -> list[Span]:
    """What a day leaves beside the busy stretches, one of which may be that of the next day."""
    if not any(calendar.hours.values()):
        return []
    whole = Span(_midnight(day, calendar), _midnight(day + ONE_DAY, calendar))
    busy = (span for one in (day, day + ONE_DAY) for span in _busy_on(one, calendar))
    return [span for span in without([whole], merged(busy)) if span.end - span.start >= LONG_ENOUGH]


def _busy_on(day: date, calendar: OfficeCalendar) -> Iterator[Span]:
    if spans := calendar.spans_on(day):
        yield Span(spans[0].start - BEFORE_OPENING, max(span.end for span in spans))


def _midnight(day: date, calendar: OfficeCalendar) -> datetime:
    return datetime.combine(day, time(), calendar.zone).astimezone(UTC)
