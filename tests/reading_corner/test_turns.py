"""Whose day it is: each title once before any comes again, and always the same on the same day."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import islice

from hypothesis import given
from hypothesis import strategies as st

from reading_corner.rules.turns import turns

DAYS = st.dates(date(2020, 1, 1), date(2090, 1, 1))
MONDAY = date(2026, 11, 30)


@given(day=DAYS, titles=st.integers(1, 400))
def test_every_title_has_its_day_before_one_comes_again(day: date, titles: int) -> None:
    round_of_days = [day + timedelta(days=later) for later in range(titles)]
    assert {next(turns(one, titles)) for one in round_of_days} == set(range(titles))


@given(day=DAYS, titles=st.integers(1, 400))
def test_whoever_else_is_at_hand_may_stand_in(day: date, titles: int) -> None:
    assert set(turns(day, titles)) == set(range(titles))


@given(day=DAYS, titles=st.integers(20, 400))
def test_who_stands_in_has_no_day_of_its_own_soon(day: date, titles: int) -> None:
    (_, stands_in) = islice(turns(day, titles), 2)
    week = [day + timedelta(days=later) for later in range(-7, 8)]
    assert stands_in not in {next(turns(one, titles)) for one in week}


def test_neighbours_on_the_list_are_not_neighbours_in_the_week() -> None:
    monday, tuesday = (next(turns(MONDAY + timedelta(days=later), 100)) for later in (0, 1))
    assert 30 < abs(monday - tuesday) < 70


def test_an_empty_list_has_nobody() -> None:
    assert list(turns(MONDAY, 0)) == []
