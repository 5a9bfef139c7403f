"""How long a family may have to wait: the rules as properties, and on a simulated office."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from queue_core.tickets.rules.pace import (
    AWAY,
    LOOK_BACK,
    CounterCall,
    Pace,
    pace_of,
    turn_minutes,
    typical_turn,
)
from queue_core.tickets.rules.waiting import (
    FIRST_RATIOS,
    Forecast,
    PlaceInLine,
    Spread,
    WaitRange,
    expected_minutes,
    forecast,
    learned_spread,
    told,
)
from tests.core.simulated import simulated_days

EIGHT = datetime(2021, 2, 8, 1, 0, tzinfo=UTC)
TYPICAL = typical_turn((8, 25))
turns = st.floats(0.5, 90)
ratios = st.lists(st.floats(0, 20), max_size=300)


@st.composite
def lines(draw: st.DrawFn) -> PlaceInLine:
    counters = draw(st.integers(1, 12))
    return PlaceInLine(draw(st.integers(0, 500)), counters, draw(st.integers(0, counters)))


def what_is_told(line: PlaceInLine, turn: float, known: list[float]) -> WaitRange:
    expected = expected_minutes(line, turn)
    assert expected is not None
    return told(forecast(expected, learned_spread(known)))


def at(minutes: float) -> datetime:
    return EIGHT + timedelta(minutes=minutes)


def call(issued: float, called: float, ended: float | None, counter: int = 1) -> CounterCall:
    return CounterCall(counter, at(issued), at(called), None if ended is None else at(ended))


@given(lines(), turns, ratios)
def test_a_family_is_told_two_different_figures_in_steps_of_five(
    line: PlaceInLine, turn: float, known: list[float]
) -> None:
    wait = what_is_told(line, turn, known)
    assert 5 <= wait.half < wait.nine_in_ten
    assert wait.half % 5 == wait.nine_in_ten % 5 == 0


@given(lines(), turns, ratios)
def test_more_people_ahead_never_shorten_a_wait(line: PlaceInLine, turn: float, known: list[float]) -> None:
    longer = PlaceInLine(line.ahead + 1, line.counters, line.free)
    before, after = what_is_told(line, turn, known), what_is_told(longer, turn, known)
    assert before.half <= after.half
    assert before.nine_in_ten <= after.nine_in_ten


@given(lines(), turns, ratios)
def test_a_counter_that_closes_never_shortens_a_wait(
    line: PlaceInLine, turn: float, known: list[float]
) -> None:
    fewer = PlaceInLine(line.ahead, line.counters + 1, line.free + 1)  # read backwards: the free one closes
    busy = PlaceInLine(line.ahead, line.counters + 1, line.free)  # or one that has just given its ticket back
    after = what_is_told(line, turn, known)
    for before in (what_is_told(fewer, turn, known), what_is_told(busy, turn, known)):
        assert before.half <= after.half
        assert before.nine_in_ten <= after.nine_in_ten


@given(st.integers(0, 500), turns)
def test_while_no_counter_is_open_there_is_no_figure(ahead: int, turn: float) -> None:
    assert expected_minutes(PlaceInLine(ahead, 0), turn) is None


@given(st.integers(1, 12), turns, ratios)
def test_a_free_counter_means_the_shortest_range(counters: int, turn: float, known: list[float]) -> None:
    assert what_is_told(PlaceInLine(0, counters, 1), turn, known) == WaitRange(5, 10)


def test_the_first_morning_rests_on_the_figures_of_the_profile() -> None:
    assert turn_minutes(Pace(0, 0), TYPICAL) == pytest.approx(14.14, abs=0.01)
    assert learned_spread([]) == Spread(FIRST_RATIOS[9], FIRST_RATIOS[17])
    assert what_is_told(PlaceInLine(0, 1), TYPICAL, []) == WaitRange(25, 60)
    assert what_is_told(PlaceInLine(3, 2), TYPICAL, []) == WaitRange(25, 60)


@pytest.mark.parametrize(
    ("half", "nine_in_ten", "expected"),
    [(0, 0, (5, 10)), (12.4, 13, (10, 15)), (12.5, 47.4, (15, 45)), (90, 240, (90, 240))],
)
def test_figures_are_told_to_the_nearest_five_minutes(
    half: float, nine_in_ten: float, expected: tuple[int, int]
) -> None:
    assert told(Forecast(half, nine_in_ten)) == WaitRange(*expected)


@given(st.floats(0.3, 3))
def test_the_spread_follows_the_offices_own_waits(real_by_expected: float) -> None:
    own = learned_spread([real_by_expected * step / 100 for step in range(200)])
    assert own.half == pytest.approx(real_by_expected, rel=0.15)
    assert own.nine_in_ten == pytest.approx(real_by_expected * 1.8, rel=0.15)


@given(ratios)
def test_half_of_the_families_never_wait_longer_than_nine_in_ten(known: list[float]) -> None:
    spread = learned_spread(known)
    assert 0 <= spread.half <= spread.nine_in_ten


@given(st.floats(0, 500), st.integers(0, 200), turns)
def test_a_turn_lies_between_what_was_seen_and_what_is_typical(
    minutes: float, seen: int, turn: float
) -> None:
    found = turn_minutes(Pace(minutes * seen, seen), turn)
    assert min(minutes, turn) - 1e-6 <= found <= max(minutes, turn) + 1e-6 or seen == 0


def test_a_turn_lasts_from_one_call_of_a_counter_to_its_next() -> None:
    calls = [call(0, 10, 19), call(5, 20, 31), call(12, 33, None), call(0, 12, 20, counter=2)]
    assert pace_of(calls, at(40)) == Pace(10 + 13 + 7, 2)


def test_a_counter_that_waits_for_people_or_for_its_officer_does_not_slow_the_pace() -> None:
    nobody_came = [call(0, 10, 14), call(25, 25, 30)]
    officer_away = [call(0, 10, 14), call(5, 14 + 60 * AWAY.total_seconds(), 60)]
    assert pace_of(nobody_came, at(40)).turns == pace_of(officer_away, at(40)).turns == 0


def test_calls_of_long_ago_are_forgotten() -> None:
    calls = [call(0, 10, 20), call(0, 20, 30)]
    assert pace_of(calls, at(30)) == Pace(10, 1)
    assert pace_of(calls, at(20.1) + LOOK_BACK) == Pace(0, 0)


@pytest.mark.parametrize(("counters", "days"), [(1, 25), (3, 12)])
def test_on_a_simulated_office_the_two_figures_hold_as_often_as_they_say(counters: int, days: int) -> None:
    waits = simulated_days(counters, days, seed=7)
    known = waits[len(waits) // 5 :]
    within_half = sum(wait.real <= wait.told.half for wait in known) / len(known)
    within_nine = sum(wait.real <= wait.told.nine_in_ten for wait in known) / len(known)
    assert within_half == pytest.approx(0.5, abs=0.05)
    assert within_nine == pytest.approx(0.9, abs=0.03)
