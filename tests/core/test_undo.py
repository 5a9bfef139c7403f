"""A wrong call, no-show or finish is taken back within seconds, and nothing else is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from queue_core.tickets.errors import CounterNotYours, NothingToUndo
from queue_core.tickets.rules.life import UNDONE_FROM, TicketState, Verb
from queue_core.tickets.rules.undo import LatestMove, undo_until
from tests.core.moving import Moves, at_counter, id_of, page
from tests.core.office import Office, contents, rows

EIGHT = datetime(2021, 2, 8, 1, 0, tzinfo=UTC)
spans = st.integers(-30, 30).map(lambda seconds: timedelta(seconds=seconds))


@pytest.fixture
def moves(office: Office) -> Moves:
    return Moves(office)


@given(st.sampled_from(TicketState), st.sampled_from(Verb), spans)
def test_only_a_call_a_no_show_and_a_finish_are_taken_back_and_only_at_an_unchanged_counter(
    state: TicketState, verb: Verb, counter_after: timedelta
) -> None:
    move = LatestMove(state, verb, EIGHT, EIGHT + counter_after)
    until = undo_until(move, timedelta(seconds=10))
    allowed = (state, verb) in UNDONE_FROM.items() and counter_after <= timedelta()
    assert until == (EIGHT + timedelta(seconds=10) if allowed else None)


def test_a_wrong_call_goes_back_to_its_place(moves: Moves) -> None:
    issued = moves.bring_to(TicketState.CALLED)
    assert at_counter(moves.undo()) is None
    assert (page(moves.office, issued).state, page(moves.office, issued).calls) == (TicketState.WAITING, 0)
    assert at_counter(moves.office.call()) == ("A001", TicketState.CALLED)


def test_a_wrong_no_show_is_still_called(moves: Moves) -> None:
    moves.bring_to(TicketState.NO_SHOW)
    assert at_counter(moves.undo()) == ("A001", TicketState.CALLED)


def test_a_wrong_finish_is_still_served_and_its_clock_runs_on(moves: Moves) -> None:
    moves.bring_to(TicketState.SERVING)
    before = moves.office.act(Verb.STEP_DONE).steps
    moves.office.act(Verb.FINISH)
    work = moves.undo()
    assert (at_counter(work), work.steps) == (("A001", TicketState.SERVING), before)


def test_an_undo_leaves_its_trace(moves: Moves) -> None:
    moves.bring_to(TicketState.CALLED)
    moves.undo()
    query = "SELECT action FROM ledger ORDER BY id DESC LIMIT 2"
    assert rows(moves.office.path, query) == [("move_undone",), ("ticket_called",)]


def nothing(_moves: Moves) -> None:
    pass


def serve_another(moves: Moves) -> None:
    moves.office.issue()
    moves.office.call()
    moves.park()


def too_late(moves: Moves) -> None:
    moves.office.clock.forward(seconds=moves.office.profile.queue.undo_seconds + 1)


def after_break(moves: Moves) -> None:
    moves.office.rest()
    moves.office.take()


def twice(moves: Moves) -> None:
    moves.undo()


@pytest.mark.parametrize(
    ("state", "since"),
    [
        (TicketState.CALLED, too_late),
        (TicketState.NO_SHOW, too_late),
        (TicketState.DONE, too_late),
        (TicketState.CALLED, lambda moves: moves.office.act(Verb.RECALL)),
        (TicketState.CALLED, lambda moves: moves.office.act(Verb.START)),
        (TicketState.NO_SHOW, serve_another),
        (TicketState.DONE, after_break),
        (TicketState.CALLED, twice),
        (TicketState.NO_SHOW, twice),
        (TicketState.DONE, twice),
        (TicketState.NO_SHOW, lambda moves: moves.put_back(1)),
        (TicketState.NO_SHOW, lambda moves: moves.call_back(1)),
        (TicketState.WAITING, nothing),
        (TicketState.PARKED, nothing),
        (TicketState.CANCELLED, nothing),
        (TicketState.VOID, nothing),
    ],
)
def test_nothing_is_undone_when_something_else_happened_or_it_is_too_late(
    moves: Moves, state: TicketState, since: Callable[[Moves], object]
) -> None:
    assert id_of(moves.bring_to(state)) == 1
    since(moves)
    before = contents(moves.office.path)
    with pytest.raises(NothingToUndo):
        moves.undo()
    assert contents(moves.office.path) == before


def test_another_officer_takes_nothing_back(moves: Moves) -> None:
    moves.bring_to(TicketState.CALLED)
    with pytest.raises(CounterNotYours):
        Moves(moves.office, officer="budi").undo()


def test_the_counter_tells_until_when_it_can_be_undone(moves: Moves) -> None:
    moves.bring_to(TicketState.WAITING)
    work = moves.office.call()
    assert work.undo_until is not None
    assert work.ticket is not None
    assert work.undo_until - work.ticket.called_at == timedelta(seconds=10)  # type: ignore[operator]
    assert moves.office.act(Verb.START).undo_until is None
