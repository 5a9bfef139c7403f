"""The rules of the queue, as a table and as properties."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import product
from zoneinfo import ZoneInfo

import pytest

from queue_core.foundation.clock import business_day
from queue_core.tickets.rules.ahead import rivals
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

LEGAL = {
    ("waiting", "call"): "called",
    ("waiting", "withdraw"): "cancelled",
    ("waiting", "cancel"): "cancelled",
    ("waiting", "void"): "void",
    ("waiting", "lapse"): "cancelled",
    ("called", "lapse"): "no_show",
    ("parked", "lapse"): "cancelled",
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
    ("called", "park_again"): "parked",
    ("called", "no_show_again"): "no_show",
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


def test_tickets_compete_that_the_same_counters_serve() -> None:
    assert rivals("D", []) == {"D": frozenset()}
    assert rivals("A", [("AC", ()), ("A", ("kia",))]) == {"A": frozenset(), "C": frozenset()}
    assert rivals("A", [("A", ("kia",)), ("AC", ())]) == {"A": frozenset(), "C": frozenset()}
    assert rivals("A", [("AC", ("kia",)), ("A", ("papers",))]) == {
        "A": frozenset({"kia", "papers"}),
        "C": frozenset({"kia"}),
    }


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
