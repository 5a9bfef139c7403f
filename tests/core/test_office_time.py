"""Office time: what is added is measured again, across weekends, holidays, midnights and three time zones."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from queue_core.foundation.durations import Unit
from queue_core.sop.rules.calendar import FOREVER, NeverOpen, OfficeCalendar, Span, advance, measure, merged
from queue_core.sop.rules.standards import allowance, due_at, running_time

WIB, WITA, WIT = map(ZoneInfo, ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"))
WEEK = {key: [(time(8), time(15, 30))] for key in (1, 2, 3, 4)} | {5: [(time(8), time(14, 30))]}
SPLIT = {key: [(time(13), time(16)), (time(8), time(12))] for key in (1, 2, 3, 4, 5, 6)}
NEW_YEAR = date(2026, 1, 1)
"""A Thursday."""
MONDAY = datetime(2026, 1, 5, 8, 0, tzinfo=WIB)

zones = st.sampled_from((WIB, WITA, WIT))
instants = st.datetimes(datetime(2026, 1, 1), datetime(2026, 3, 1), timezones=st.just(UTC))  # noqa: DTZ001  Hypothesis adds the zone
durations = st.timedeltas(timedelta(microseconds=1), timedelta(hours=60))
spans = st.builds(lambda start, length: Span(start, start + length), instants, durations)
calendars = st.builds(
    OfficeCalendar,
    zone=zones,
    hours=st.sampled_from((WEEK, SPLIT)),
    holidays=st.frozensets(st.dates(date(2026, 1, 1), date(2026, 3, 1)), max_size=20),
    closings=st.lists(spans, max_size=3),
)


def office(
    zone: ZoneInfo = WIB, holidays: Sequence[date] = (), closings: Sequence[Span] = ()
) -> OfficeCalendar:
    return OfficeCalendar(zone, WEEK, frozenset(holidays), closings)


def at(day: int, hour: int, minute: int = 0, zone: ZoneInfo = WIB) -> datetime:
    return datetime(2026, 1, day, hour, minute, tzinfo=zone)


@given(calendars, instants, durations, st.lists(spans, max_size=4))
def test_what_is_added_is_measured_again(
    calendar: OfficeCalendar, start: datetime, duration: timedelta, pauses: list[Span]
) -> None:
    due = due_at(start, duration, pauses, calendar)
    assert due is not None
    assert measure(start, due, running_time(start, pauses, calendar)) == duration


@given(calendars, instants, durations, durations)
def test_more_time_is_due_later_and_a_later_start_not_sooner(
    calendar: OfficeCalendar, start: datetime, duration: timedelta, more: timedelta
) -> None:
    due = due_at(start, duration, [], calendar)
    longer = due_at(start, duration + more, [], calendar)
    later = due_at(start + more, duration, [], calendar)
    assert due is not None
    assert longer is not None
    assert later is not None
    assert start < due < longer
    assert due <= later


@given(st.none() | calendars, instants, durations, st.floats(0.01, 0.99), durations)
def test_a_pause_moves_the_due_instant_by_exactly_its_own_running_time(
    calendar: OfficeCalendar | None, start: datetime, duration: timedelta, share: float, length: timedelta
) -> None:
    begins = due_at(start, max(duration * share, timedelta(microseconds=1)), [], calendar)
    due = due_at(start, duration, [], calendar)
    assert begins is not None
    assert due is not None
    assume(begins < due)
    pause = Span(begins, begins + length)
    lost = measure(pause.start, pause.end, running_time(start, [], calendar))
    assert due_at(start, duration, [pause], calendar) == due_at(start, duration + lost, [], calendar)


@given(calendars, instants, durations, spans)
def test_a_closing_never_makes_anything_due_sooner(
    calendar: OfficeCalendar, start: datetime, duration: timedelta, closing: Span
) -> None:
    closed = OfficeCalendar(calendar.zone, calendar.hours, calendar.holidays, [*calendar.closings, closing])
    before, after = due_at(start, duration, [], calendar), due_at(start, duration, [], closed)
    assert before is not None
    assert after is not None
    assert before <= after


@given(st.none() | calendars, instants, durations, durations)
def test_a_pause_without_an_end_keeps_the_due_instant_from_coming(
    calendar: OfficeCalendar | None, start: datetime, duration: timedelta, until: timedelta
) -> None:
    due = due_at(start, duration, [], calendar)
    held = due_at(start, duration, [Span(start + until, FOREVER)], calendar)
    assert due is not None
    assert held == (due if due <= start + until else None)


@given(st.lists(spans, max_size=6))
def test_pauses_that_overlap_count_once(pauses: list[Span]) -> None:
    joined = merged(pauses)
    assert all(one.end < other.start for one, other in itertools.pairwise(joined))
    assert merged([*joined, *pauses]) == joined


@pytest.mark.parametrize("zone", [WIB, WITA, WIT])
def test_the_evening_the_weekend_and_a_holiday_take_no_office_time(zone: ZoneInfo) -> None:
    calendar = office(zone, [NEW_YEAR])
    wednesday = datetime(2025, 12, 31, 15, 0, tzinfo=zone)
    assert due_at(wednesday, timedelta(minutes=30), [], calendar) == wednesday + timedelta(minutes=30)
    assert due_at(wednesday, timedelta(hours=1), [], calendar) == at(2, 8, 30, zone)
    assert due_at(at(2, 14, 0, zone), timedelta(hours=1), [], calendar) == at(5, 8, 30, zone)


def test_a_clock_of_minutes_runs_on_over_midnight() -> None:
    assert due_at(at(5, 23, 50), timedelta(minutes=30), [], None) == at(6, 0, 20)


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        (at(5, 10), 1, at(6, 15, 30)),
        (at(5, 23), 1, at(6, 15, 30)),
        (at(5, 10), 7, at(14, 15, 30)),
        (at(8, 16), 1, at(9, 14, 30)),
        (at(9, 10), 1, at(12, 15, 30)),
        (at(10, 10), 1, at(12, 15, 30)),
        (at(15, 9), 1, at(19, 15, 30)),
    ],
)
def test_working_days_are_counted_from_the_day_after(start: datetime, days: int, due: datetime) -> None:
    calendar = office(holidays=[date(2026, 1, 16)])
    granted = allowance(start, days, Unit.WORKING_DAYS, calendar)
    assert due_at(start, granted, [], calendar) == due


@given(calendars, instants, st.integers(1, 12))
def test_a_working_day_ends_when_the_office_closes(
    calendar: OfficeCalendar, start: datetime, days: int
) -> None:
    due = due_at(start, allowance(start, days, Unit.WORKING_DAYS, calendar), [], calendar)
    assert due is not None
    ends = calendar.spans_on(due.astimezone(calendar.zone).date())[-1].end
    assert due == ends
    first = start.astimezone(calendar.zone).date() + timedelta(days=1)
    counted = zip(range(days), calendar.working_days(first), strict=False)
    assert [day for _, day in counted][-1] == due.astimezone(calendar.zone).date()


def test_a_closing_at_noon_moves_the_rest_of_the_day() -> None:
    granted = allowance(at(5, 10), 1, Unit.WORKING_DAYS, office())
    closed = office(closings=[Span(at(6, 12), at(7, 0))])
    assert due_at(at(5, 10), granted, [], closed) == at(7, 11, 30)


def test_an_office_without_hours_is_never_open() -> None:
    with pytest.raises(NeverOpen):
        next(OfficeCalendar(WIB, {}).open_spans(MONDAY))


def test_time_that_runs_out_is_no_instant() -> None:
    assert advance(MONDAY, timedelta(hours=2), [Span(MONDAY, MONDAY + timedelta(hours=1))]) is None


def test_working_days_need_a_calendar() -> None:
    with pytest.raises(ValueError, match="calendar"):
        allowance(MONDAY, 1, Unit.WORKING_DAYS, None)
