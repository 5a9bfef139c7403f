"""Counters: the table of their moves, and closing without losing the ticket that is there."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from queue_core.foundation.audiences import Audience
from queue_core.tickets.errors import CounterNotOpen, NotNow
from queue_core.tickets.rules.counters import (
    COUNTER_MOVES,
    CounterState,
    CounterVerb,
    IllegalCounterMove,
    move_counter,
    settled,
)
from queue_core.tickets.rules.life import TicketState, Verb
from queue_core.tickets.service import views
from tests.core.office import Office, rows

LEGAL = {
    ("closed", "open"): "open",
    ("open", "open"): "open",
    ("open", "break"): "on_break",
    ("open", "close"): "closing",
    ("closed", "undo"): "closing",
    ("on_break", "open"): "open",
    ("on_break", "close"): "closing",
    ("closing", "open"): "open",
    ("closing", "emptied"): "closed",
}


@pytest.mark.parametrize(("state", "verb"), list(product(CounterState, CounterVerb)))
def test_a_counter_moves_as_the_table_says_or_refuses(state: CounterState, verb: CounterVerb) -> None:
    expected = LEGAL.get((state, verb))
    if expected is None:
        with pytest.raises(IllegalCounterMove, match=f"{state} cannot {verb}"):
            move_counter(state, verb)
    else:
        assert move_counter(state, verb) == expected


@given(st.sampled_from(CounterState), st.lists(st.sampled_from(CounterVerb)), st.booleans())
def test_whatever_happens_a_counter_is_closed_only_when_no_ticket_is_there(
    state: CounterState, verbs: list[CounterVerb], busy: bool
) -> None:
    for verb in verbs:
        if (state, verb) in COUNTER_MOVES and not (busy and verb is CounterVerb.EMPTIED):
            before, state = state, settled(move_counter(state, verb), busy=busy)
            assert not (busy and state is CounterState.CLOSED and before is not CounterState.CLOSED)
            assert busy or state is not CounterState.CLOSING


def close_in_service(office: Office, *, started: bool = True) -> None:
    """Counter 3 is closing with A001 there; A002 waits."""
    office.take()
    office.issue()
    office.issue()
    office.call()
    if started:
        office.act(Verb.START)
    office.leave()


def test_a_free_counter_is_closed_at_once(office: Office) -> None:
    office.take()
    assert office.leave().counter.state is CounterState.CLOSED
    assert rows(office.path, "SELECT action FROM ledger") == [("counter_opened",), ("counter_closed",)]


def test_a_closing_counter_calls_nobody_and_keeps_its_ticket(office: Office) -> None:
    close_in_service(office)
    work = views.read_counter_work(office.desk, 3)
    assert (work.counter.state, work.counter.officer) == (CounterState.CLOSING, "ani")
    assert work.ticket is not None
    for refused in (office.call, office.rest, office.leave):
        with pytest.raises(CounterNotOpen):
            refused()


@pytest.mark.parametrize("verb", [Verb.FINISH, Verb.RETURN])
def test_a_closing_counter_is_closed_by_itself_when_its_ticket_has_gone(office: Office, verb: Verb) -> None:
    close_in_service(office)
    assert office.act(Verb.STEP_DONE).counter.state is CounterState.CLOSING
    work = office.act(verb)
    assert (work.counter.state, work.counter.officer) == (CounterState.CLOSED, None)
    assert rows(office.path, "SELECT action FROM ledger ORDER BY id DESC LIMIT 1") == [("counter_closed",)]


def test_a_no_show_closes_the_closing_counter_too(office: Office) -> None:
    close_in_service(office, started=False)
    assert office.act(Verb.NO_SHOW).counter.state is CounterState.CLOSED


def test_a_closing_counter_may_stay_open_after_all(office: Office) -> None:
    close_in_service(office)
    assert office.take().counter.state is CounterState.OPEN
    office.act(Verb.FINISH)
    assert office.called_number() == "A002"


def test_a_ticket_given_back_is_the_head_of_its_lane_and_its_clock_goes_on(office: Office) -> None:
    close_in_service(office)
    office.act(Verb.STEP_DONE)
    verify, make = views.read_counter_work(office.desk, 3).steps
    office.act(Verb.RETURN)
    office.take(1, "budi")
    work = office.call(1, "budi")
    assert work.ticket is not None
    assert (work.ticket.number, work.ticket.counter, work.ticket.calls) == ("A001", 1, 1)
    handed_on = make.model_copy(update={"officer": "budi", "earlier_officers": ("ani",)})
    assert office.act(Verb.START, 1, "budi").steps == (verify, handed_on)


def test_a_ticket_of_another_day_is_not_given_back_to_a_lane_that_nobody_calls(office: Office) -> None:
    close_in_service(office)
    office.clock.forward(days=1)
    with pytest.raises(NotNow, match="another day"):
        office.act(Verb.RETURN)


@pytest.mark.parametrize("audience", list(Audience))
def test_the_hall_and_the_staff_see_a_ticket_given_back_as_waiting(
    office: Office, audience: Audience
) -> None:
    close_in_service(office)
    office.act(Verb.RETURN)
    seen = views.snapshot(office.desk, audience, speed=1, demonstration=False)
    assert {one.number: one.state for one in seen.tickets} == dict.fromkeys(
        ("A001", "A002"), TicketState.WAITING
    )
    assert all(one.ticket is None for one in seen.counters)
