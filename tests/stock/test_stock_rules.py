"""Ranges of serials and the rate of use."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from queue_core.stock.rules.outlook import outlook, rate
from queue_core.stock.rules.serials import NotARange, runs, serials, size

TODAY = date(2026, 11, 23)


def ago(**used: int) -> dict[date, int]:
    """Blanks used so many days ago: d1 is yesterday."""
    return {TODAY - timedelta(days=int(day[1:])): number for day, number in used.items()}


def test_a_packet_counts_on_from_its_first_serial_and_keeps_the_zeros() -> None:
    assert serials("AB0012345", "AB0012347") == ["AB0012345", "AB0012346", "AB0012347"]
    assert len(serials("AB0012345", "AB0012444")) == size("AB0012345", "AB0012444") == 100
    assert serials("009", "010") == ["009", "010"]


@pytest.mark.parametrize(
    ("first", "last", "why"),
    [
        ("AB0012345", "AC0012444", "not of one series"),
        ("AB0012345", "AB12444", "not of one series"),
        ("AB0012345", "AB0012344", "comes before"),
        ("AB0000001", "AB0010001", "more than 10000"),
        ("ab0012345", "ab0012346", "is no serial"),
        ("9901015708150001", "9901015708150002", "is no serial"),
    ],
)
def test_what_is_no_range_is_refused_with_the_reason(first: str, last: str, why: str) -> None:
    with pytest.raises(NotARange, match=why):
        serials(first, last)


@given(st.sets(st.integers(0, 60)))
def test_runs_are_the_same_serials_without_gaps(chosen: set[int]) -> None:
    found = [f"AB{number:05}" for number in sorted(chosen)]
    made = list(runs(found))
    assert [one for run in made for one in serials(run.first, run.last)] == found
    assert all(run.number == size(run.first, run.last) for run in made)
    assert all(int(after.first[2:]) - int(run.last[2:]) > 1 for run, after in pairwise(made))


def test_the_rate_is_the_mean_of_the_days_with_use_and_today_is_not_over() -> None:
    assert rate(ago(d0=99, d1=10, d4=20, d5=0), TODAY) == 15
    assert rate(ago(d0=99), TODAY) is None


def test_the_rate_forgets_what_was_long_ago() -> None:
    steady = {f"d{day}": 10 for day in range(1, 21)}
    assert rate(ago(**steady, d21=1000), TODAY) == 10
    assert rate(ago(d61=10), TODAY) is None


@pytest.mark.parametrize(
    ("left", "per_day", "days", "low"),
    [(100, 10.0, 10, True), (110, 10.0, 11, False), (5, None, None, False), (0, None, None, True)],
)
def test_a_warning_comes_so_many_working_days_before_the_end(
    left: int, per_day: float | None, days: int | None, low: bool
) -> None:
    assert outlook(left, per_day, 10) == (days, low)
