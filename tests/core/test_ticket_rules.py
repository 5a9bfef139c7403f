"""The rules of the queue, as a table and as properties."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import product
from random import Random
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from queue_core.foundation.clock import business_day
from queue_core.tickets.rules.choice import (
    Candidate,
    choose_next,
    competing_lanes,
    effective_arrival,
    overtaking_before,
)
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

EIGHT = datetime(2021, 2, 8, 1, 0, tzinfo=UTC)
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
instants = st.integers(0, 240).map(lambda minutes: EIGHT + timedelta(minutes=minutes))
head_starts = st.integers(1, 60).map(lambda minutes: timedelta(minutes=minutes))
lines = st.lists(st.tuples(instants, st.booleans()), min_size=1, max_size=12).map(
    lambda comers: [Candidate(place, priority, at) for place, (at, priority) in enumerate(comers)]
)
service_minutes = st.tuples(st.floats(0.1, 120), st.floats(0.1, 120)).map(lambda pair: (min(pair), max(pair)))


def called_in_order(line: list[Candidate], head_start: timedelta) -> list[Candidate]:
    waiting, called = list(line), []
    while (chosen := choose_next(waiting, head_start)) is not None:
        waiting.remove(chosen)
        called.append(chosen)
    return called


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


@given(lines, head_starts)
def test_an_ordinary_ticket_is_overtaken_only_by_priority_that_comes_within_the_head_start(
    line: list[Candidate], head_start: timedelta
) -> None:
    order = called_in_order(line, head_start)
    for place, ticket in enumerate(order):
        later = [other for other in order[:place] if other.rank_at > ticket.rank_at]
        assert all(other.priority and not ticket.priority for other in later)
        assert all(other.rank_at - ticket.rank_at <= head_start for other in later)


@given(lines, head_starts, st.randoms(use_true_random=False))
def test_who_is_called_does_not_depend_on_how_the_lanes_are_listed(
    line: list[Candidate], head_start: timedelta, chance: Random
) -> None:
    shuffled = list(line)
    chance.shuffle(shuffled)
    assert called_in_order(shuffled, head_start) == called_in_order(line, head_start)


@given(lines, head_starts)
def test_the_effective_order_is_total(line: list[Candidate], head_start: timedelta) -> None:
    keys = [
        (effective_arrival(one.rank_at, one.priority, head_start), one.ticket_id)
        for one in called_in_order(line, head_start)
    ]
    assert keys == sorted(keys)
    assert len(set(keys)) == len(line)


@given(lines, head_starts)
def test_who_counts_as_ahead_is_who_is_called_before(line: list[Candidate], head_start: timedelta) -> None:
    order = called_in_order(line, head_start)
    for place, ticket in enumerate(order):
        ahead = [
            other
            for other in line
            if (other.rank_at, other.ticket_id)
            < (
                overtaking_before(ticket.rank_at, ticket.priority, other.priority, head_start),
                ticket.ticket_id,
            )
        ]
        assert len(ahead) == place


def test_nobody_waiting_means_nobody_is_chosen() -> None:
    assert choose_next([], timedelta(minutes=15)) is None


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
