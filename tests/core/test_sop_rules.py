"""The clock of a step: its verdict at every mark, and what never changes afterwards."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from queue_core.sop.rules import StepClock, Verdict, start_step, used_share, verdict

EIGHT = datetime(2021, 2, 8, 1, 0, tzinfo=UTC)
shares = st.floats(0, 10, allow_nan=False)


def at_share(clock: StepClock, percent: float) -> datetime:
    return clock.started_at + (clock.due_at - clock.started_at) * (percent / 100)


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
    clock = start_step("verify", minutes, EIGHT)
    assert verdict(clock, at_share(clock, percent)) is expected


def test_a_step_is_due_after_its_minutes() -> None:
    assert start_step("make", 30, EIGHT).due_at == EIGHT + timedelta(minutes=30)


@given(shares, shares)
def test_the_verdict_of_a_finished_step_never_changes(ended: float, later: float) -> None:
    running = start_step("make", 30, EIGHT)
    end = at_share(running, ended * 100)
    finished = StepClock(running.step, running.started_at, running.due_at, end)
    looked_at = end + timedelta(minutes=30 * later)
    assert verdict(finished, looked_at) is verdict(finished, end) is verdict(running, end)


@given(shares, shares)
def test_a_running_step_only_gets_later(one: float, other: float) -> None:
    clock = start_step("make", 30, EIGHT)
    earlier, later = (at_share(clock, share * 100) for share in sorted((one, other)))
    order = list(Verdict)
    assert order.index(verdict(clock, earlier)) <= order.index(verdict(clock, later))
    assert used_share(clock, earlier) <= used_share(clock, later)
