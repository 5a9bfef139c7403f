"""The rules of the queue, as a table and as properties."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import product
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from queue_core.foundation.clock import business_day
from queue_core.tickets.rules.ahead import competing_lanes
from queue_core.tickets.rules.life import (
    AT_COUNTER_STATES,
    LIVE_STATES,
    MOVES,
    IllegalMove,
    TicketState,
    Verb,
    move,
    verbs_for,
)
from queue_core.tickets.rules.numbers import ticket_number
from queue_core.tickets.rules.waiting import usual_minutes, wait_range

LEGAL = {
    ("waiting", "call"): "called",
    ("waiting", "withdraw"): "cancelled",
    ("waiting", "cancel"): "cancelled",
    ("waiting", "void"): "void",
    ("called", "recall"): "called",
    ("called", "start"): "serving",
    ("called", "no_show"): "no_show",
    ("called", "park"): "parked",
    ("called", "transfer"): "waiting",
    ("called", "return"): "waiting",
    ("called", "withdraw"): "cancelled",
    ("called", "cancel"): "cancelled",
    ("called", "void"): "void",
    ("called", "undo"): "waiting",
    ("serving", "step_done"): "serving",
    ("serving", "finish"): "done",
    ("serving", "park"): "parked",
    ("serving", "transfer"): "waiting",
    ("serving", "return"): "waiting",
    ("serving", "cancel"): "cancelled",
    ("serving", "void"): "void",
    ("parked", "call_back"): "called",
    ("parked", "return"): "waiting",
    ("parked", "withdraw"): "cancelled",
    ("parked", "cancel"): "cancelled",
    ("parked", "void"): "void",
    ("no_show", "call_back"): "called",
    ("no_show", "return"): "waiting",
    ("no_show", "withdraw"): "cancelled",
    ("no_show", "cancel"): "cancelled",
    ("no_show", "void"): "void",
    ("no_show", "undo"): "called",
    ("done", "undo"): "serving",
}
service_minutes = st.tuples(st.floats(0.1, 120), st.floats(0.1, 120)).map(lambda pair: (min(pair), max(pair)))


@pytest.mark.parametrize(("state", "verb"), list(product(TicketState, Verb)))
def test_every_state_and_verb_moves_as_the_table_says_or_is_refused(state: TicketState, verb: Verb) -> None:
    expected = LEGAL.get((state, verb))
    if expected is None:
        with pytest.raises(IllegalMove, match=f"{state} cannot {verb}"):
            move(state, verb)
    else:
        assert move(state, verb) == expected


def test_a_ticket_that_is_over_takes_no_verb_but_undo_and_every_other_takes_one() -> None:
    assert {state for state in TicketState if verbs_for(state) - {Verb.UNDO}} == LIVE_STATES
    assert {after for after in MOVES.values() if after in AT_COUNTER_STATES} == AT_COUNTER_STATES


@given(st.integers(0, 500), st.integers(1, 20), service_minutes)
def test_a_wait_is_an_ordered_range_of_whole_five_minutes(
    ahead: int, counters: int, minutes: tuple[float, float]
) -> None:
    wait = wait_range(ahead, counters, minutes)
    assert wait is not None
    assert 0 <= wait.low < wait.high
    assert wait.low % 5 == wait.high % 5 == 0


@given(st.integers(0, 500), st.integers(1, 20), service_minutes)
def test_a_wait_holds_the_wait_of_a_usual_day(
    ahead: int, counters: int, minutes: tuple[float, float]
) -> None:
    wait = wait_range(ahead, counters, minutes)
    assert wait is not None
    assert wait.low <= ahead * minutes[0] / counters
    assert wait.high >= ahead * minutes[1] / counters


@given(st.integers(0, 500), st.integers(1, 20), service_minutes)
def test_more_people_ahead_never_shorten_a_wait(
    ahead: int, counters: int, minutes: tuple[float, float]
) -> None:
    fewer, more = wait_range(ahead, counters, minutes), wait_range(ahead + 1, counters, minutes)
    assert fewer is not None
    assert more is not None
    assert fewer.low <= more.low
    assert fewer.high <= more.high


@given(st.integers(0, 50), st.integers(1, 9), st.lists(st.floats(-600, 600), max_size=20))
def test_a_clock_that_was_set_back_never_makes_a_negative_wait(
    ahead: int, counters: int, recent: list[float]
) -> None:
    wait = wait_range(ahead, counters, usual_minutes(recent, (8, 25)))
    assert wait is not None
    assert 0 <= wait.low < wait.high


def test_there_is_no_wait_to_tell_while_every_counter_is_closed() -> None:
    assert wait_range(3, 0, (8, 25)) is None


@pytest.mark.parametrize(
    ("ahead", "counters", "told"),
    [(0, 1, (0, 25)), (1, 1, (5, 50)), (3, 1, (20, 100)), (3, 3, (5, 35)), (10, 2, (40, 140))],
)
def test_a_wait_in_figures(ahead: int, counters: int, told: tuple[int, int]) -> None:
    wait = wait_range(ahead, counters, (8, 25))
    assert wait is not None
    assert (wait.low, wait.high) == told


def test_the_days_own_times_count_from_the_fifth_service_on() -> None:
    assert usual_minutes([10, 20, 30, 40], (8, 25)) == (8, 25)
    assert usual_minutes([50, 10, 40, 20, 30], (8, 25)) == (20, 40)


@given(st.lists(st.floats(0, 600), min_size=5, max_size=40))
def test_usual_times_are_two_of_the_days_own_in_order(recent: list[float]) -> None:
    shorter, longer = usual_minutes(recent, (8, 25))
    assert min(recent) <= shorter <= longer <= max(recent)
    assert {shorter, longer} <= set(recent)


@pytest.mark.parametrize(("lane", "expected"), [("A", "AC"), ("B", "BC"), ("C", "ABC"), ("D", "D")])
def test_lanes_compete_where_one_counter_serves_both(lane: str, expected: str) -> None:
    assert competing_lanes(lane, [("A", "C"), ("B", "C")]) == frozenset(expected)


@pytest.mark.parametrize(("serial", "number"), [(1, "A001"), (12, "A012"), (999, "A999")])
def test_a_number_is_the_lanes_letter_and_three_digits(serial: int, number: str) -> None:
    assert ticket_number("A", serial) == number


@pytest.mark.parametrize(
    ("zone", "midnight"), [("Asia/Jakarta", 17), ("Asia/Makassar", 16), ("Asia/Jayapura", 15)]
)
def test_the_business_day_turns_at_midnight_of_the_offices_own_zone(zone: str, midnight: int) -> None:
    turn = datetime(2021, 2, 8, midnight, tzinfo=UTC)
    just_before = turn - timedelta(microseconds=1)
    assert business_day(just_before, ZoneInfo(zone)) == date(2021, 2, 8)
    assert business_day(turn, ZoneInfo(zone)) == date(2021, 2, 9)
