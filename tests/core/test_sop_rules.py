"""The clock of a step: its verdict at every mark, and what never changes afterwards."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from queue_core.sop.rules.calendar import Span
from queue_core.sop.rules.clocks import Verdict, late_by, start_clock, used, verdict

EIGHT = datetime(2021, 2, 8, 1, 0, tzinfo=UTC)
HALF_AN_HOUR = timedelta(minutes=30)
shares = st.floats(0, 10, allow_nan=False)


@pytest.mark.parametrize("minutes", [5, 15, 30])
@pytest.mark.parametrize(
    ("percent", "expected"),
    [
        (0, Verdict.ON_TIME),
        (79.9, Verdict.ON_TIME),
        (80, Verdict.NEAR),
        (100, Verdict.NEAR),
        (100.1, Verdict.LATE),
        (1000, Verdict.LATE),
    ],
)
def test_a_step_is_near_its_end_from_80_percent_and_late_after_100(
    minutes: int, percent: float, expected: Verdict
) -> None:
    allowed = timedelta(minutes=minutes)
    clock = start_clock("verify", EIGHT, allowed)
    assert verdict(clock, EIGHT + allowed * (percent / 100)) is expected


def test_a_step_is_due_after_its_minutes() -> None:
    assert start_clock("make", EIGHT, HALF_AN_HOUR).due_at == EIGHT + HALF_AN_HOUR


@given(shares, shares)
def test_the_verdict_of_a_finished_step_never_changes(ended: float, later: float) -> None:
    running = start_clock("make", EIGHT, HALF_AN_HOUR)
    end = EIGHT + HALF_AN_HOUR * ended
    finished = replace(running, finished_at=end)
    looked_at = end + HALF_AN_HOUR * later
    assert verdict(finished, looked_at) is verdict(finished, end) is verdict(running, end)
    assert late_by(finished, looked_at) == late_by(running, end)


@given(shares, shares)
def test_a_running_step_only_gets_later(one: float, other: float) -> None:
    clock = start_clock("make", EIGHT, HALF_AN_HOUR)
    earlier, later = (EIGHT + HALF_AN_HOUR * share for share in sorted((one, other)))
    order = list(Verdict)
    assert order.index(verdict(clock, earlier)) <= order.index(verdict(clock, later))
    assert used(clock, earlier) <= used(clock, later)


def test_a_clock_that_stands_still_has_no_due_instant_and_is_not_late() -> None:
    held = start_clock("make", EIGHT, HALF_AN_HOUR, pauses=(Span(EIGHT + timedelta(minutes=10)),))
    much_later = EIGHT + timedelta(days=3)
    assert (held.near_at, held.due_at) == (None, None)
    assert verdict(held, much_later) is Verdict.ON_TIME
    assert used(held, much_later) == timedelta(minutes=10)


def test_a_pause_after_the_due_instant_mends_nothing() -> None:
    late = start_clock("make", EIGHT, HALF_AN_HOUR, pauses=(Span(EIGHT + timedelta(minutes=31)),))
    assert late.due_at == EIGHT + HALF_AN_HOUR
    assert verdict(late, EIGHT + timedelta(hours=1)) is Verdict.LATE


def test_a_clock_that_was_set_back_gives_no_negative_time() -> None:
    clock = start_clock("make", EIGHT, HALF_AN_HOUR)
    before = EIGHT - timedelta(hours=1)
    assert used(clock, before) == late_by(clock, before) == timedelta()
    assert verdict(clock, before) is Verdict.ON_TIME
