"""How much running time a standard grants from an instant on, and when that time is used up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import islice

from queue_core.foundation.durations import Unit
from queue_core.sop.rules.calendar import ONE_DAY, OfficeCalendar, Span, advance, measure, merged, without

FIXED = {
    Unit.MINUTES: timedelta(minutes=1),
    Unit.HOURS: timedelta(hours=1),
    Unit.DAYS: timedelta(days=1),
}


def allowance(start: datetime, amount: int, unit: Unit, calendar: OfficeCalendar | None) -> timedelta:
    """The running time that a standard grants a clock which starts at an instant.

    Working days are counted from the day after the start, each with any office time counts as one, and the
    last one ends with its last open span ("12 hari kerja sejak berkas diterima", Tempeh, SOP A3). They are
    granted as the office time until then, so that whatever closes the office later only moves the end on.
    Raises ValueError for working days without a calendar.
    """
    if unit is not Unit.WORKING_DAYS:
        return amount * FIXED[unit]
    if calendar is None:
        raise ValueError("working days need a calendar")
    tomorrow = start.astimezone(calendar.zone).date() + ONE_DAY
    last = next(islice(calendar.working_days(tomorrow), amount - 1, None))
    return measure(start, calendar.spans_on(last)[-1].end, calendar.open_spans(start))


def running_time(start: datetime, pauses: Iterable[Span], calendar: OfficeCalendar | None) -> Iterator[Span]:
    """The spans in which a clock runs: all time, or the office's, less its pauses."""
    spans = iter([Span(start)]) if calendar is None else calendar.open_spans(start)
    return without(spans, merged(pauses))


def due_at(
    start: datetime, duration: timedelta, pauses: Iterable[Span], calendar: OfficeCalendar | None
) -> datetime | None:
    """When the running time is used up: start + standard + pauses, over the calendar.

    `calendar` is None for a clock that runs day and night. None when a pause that has no end comes before.
    """
    return advance(start, duration, running_time(start, pauses, calendar))
