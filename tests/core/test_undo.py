"""A wrong call, no-show or finish is taken back within seconds, and nothing else is."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from queue_core.foundation.audiences import Audience
from queue_core.foundation.errors import KerakError
from queue_core.sop.wire import Pausing
from queue_core.tickets.errors import CounterNotOpen, CounterNotYours, NothingToUndo, OtherCounterHeld
from queue_core.tickets.rules.counters import CounterState
from queue_core.tickets.rules.life import UNDONE_FROM, TicketState, Verb
from queue_core.tickets.rules.undo import LatestMove, undo_until
from queue_core.tickets.service import pausing
from queue_core.tickets.wire.tickets import TicketView
from tests.core.moving import Moves, at_counter, id_of, page
from tests.core.office import Office, contents, rows
from tests.core.one_day import assert_same, state_now
from tests.core.test_live_state import caught_up
from tests.core.test_sop_clocks import declare

EIGHT = datetime(2021, 2, 8, 1, 0, tzinfo=UTC)
spans = st.integers(-30, 30).map(lambda seconds: timedelta(seconds=seconds))


@pytest.fixture
def moves(office: Office) -> Moves:
    return Moves(office)


@given(st.sampled_from(TicketState), st.sampled_from(Verb), spans)
def test_only_a_call_or_call_back_a_no_show_and_a_finish_are_taken_back_and_only_at_an_unchanged_counter(
    state: TicketState, verb: Verb, counter_after: timedelta
) -> None:
    move = LatestMove(state, verb, EIGHT, EIGHT + counter_after)
    until = undo_until(move, timedelta(seconds=10))
    allowed = verb in UNDONE_FROM.get(state, ()) and counter_after <= timedelta()
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


def test_a_finish_within_a_disturbance_is_taken_back_into_it(moves: Moves) -> None:
    moves.bring_to(TicketState.SERVING)
    declare(moves.office)
    before = moves.office.take(moves.number, moves.officer)
    moves.office.act(Verb.FINISH)
    work = moves.undo()
    assert (work.steps, work.whole) == (before.steps, before.whole)
    assert work.steps[0].due_at is None


def test_a_finish_that_ended_a_pause_brings_the_pause_back(moves: Moves) -> None:
    moves.bring_to(TicketState.SERVING)
    desk, because = moves.office.desk, Pausing(reason="ambil KK di rumah")
    before = pausing.pause(desk, moves.office.write(), moves.officer, moves.number, because)
    moves.office.act(Verb.FINISH)
    work = moves.undo()
    assert (work.steps, work.whole) == (before.steps, before.whole)
    moves.office.clock.forward(minutes=40)
    assert work.steps[0].paused is not None
    resumed = pausing.resume(desk, moves.office.write(), moves.officer, moves.number)
    assert resumed.steps[0].due_at is not None
    assert resumed.steps[0].due_at > moves.office.clock.now


def test_a_pause_that_was_over_before_the_finish_stays_over(moves: Moves) -> None:
    moves.bring_to(TicketState.SERVING)
    desk, because = moves.office.desk, Pausing(reason="ambil KK di rumah")
    pausing.pause(desk, moves.office.write(), moves.officer, moves.number, because)
    before = pausing.resume(desk, moves.office.write(), moves.officer, moves.number)
    moves.office.act(Verb.FINISH)
    assert moves.undo().steps == before.steps


def set_aside(moves: Moves, state: TicketState) -> dict[str, object]:
    """A ticket's row in the state, called back and undone since; what may differ is left out."""
    columns = "state, parked_for, calls, called_at, counter, ended_at, started_at"
    ((found,),) = rows(moves.office.path, f"SELECT json_array({columns}) FROM ticket WHERE id = 1")
    return {state: found}


@pytest.mark.parametrize("state", [TicketState.PARKED, TicketState.NO_SHOW])
def test_a_wrong_call_back_is_set_aside_again_as_it_was(moves: Moves, state: TicketState) -> None:
    moves.bring_to(state)
    before = set_aside(moves, state)
    moves.call_back(1)
    assert at_counter(moves.undo()) is None
    assert set_aside(moves, state) == before
    assert at_counter(moves.call_back(1)) == ("A001", TicketState.CALLED)


def shown(calls: Iterable[TicketView]) -> list[tuple[str, int | None]]:
    """The numbers that a board shows as called, newest first, with their counters."""
    return [(call.number, call.counter) for call in calls]


def call_back_and_undo(moves: Moves) -> None:
    moves.office.take(moves.number, moves.officer)
    moves.call_back(1)
    moves.undo()


@pytest.mark.parametrize("audience", list(Audience))
@pytest.mark.parametrize("state", [TicketState.PARKED, TicketState.NO_SHOW])
def test_a_call_back_at_another_counter_that_is_undone_is_no_longer_the_newest_call(
    moves: Moves, state: TicketState, audience: Audience
) -> None:
    moves.bring_to(state)
    moves.bring_to(TicketState.SERVING)
    before = state_now(moves.office, audience)
    call_back_and_undo(Moves(moves.office, number=2, officer="budi"))
    now = state_now(moves.office, audience)
    assert shown(now.calls) == [("A002", 3), ("A001", 3)]
    assert_same(caught_up(moves.office, audience, before), now)


def test_an_undone_call_back_takes_nothing_from_the_counter_that_set_it_aside(moves: Moves) -> None:
    moves.bring_to(TicketState.NO_SHOW)
    moves.bring_to(TicketState.DONE)
    call_back_and_undo(Moves(moves.office, number=2, officer="budi"))
    assert at_counter(moves.undo()) == ("A002", TicketState.SERVING)


def test_a_call_back_that_ended_a_pause_brings_it_back_when_it_is_undone(moves: Moves) -> None:
    moves.bring_to(TicketState.SERVING)
    moves.park("fetch_papers")
    moves.call_back(1)
    moves.undo()
    moves.office.clock.forward(minutes=40)
    moves.call_back(1)
    work = moves.office.act(Verb.START)
    assert work.steps[0].due_at is not None
    assert work.steps[0].due_at > moves.office.clock.now


def test_a_ticket_that_was_set_aside_in_two_ways_goes_back_to_the_later_one(moves: Moves) -> None:
    moves.bring_to(TicketState.PARKED)
    moves.call_back(1)
    moves.office.act(Verb.NO_SHOW)
    moves.call_back(1)
    moves.undo()
    assert rows(moves.office.path, "SELECT state, parked_for FROM ticket") == [("no_show", None)]


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
        (TicketState.PARKED, lambda moves: (moves.call_back(1), moves.office.act(Verb.START))),
        (TicketState.PARKED, lambda moves: (moves.call_back(1), moves.undo())),
        (TicketState.NO_SHOW, lambda moves: (moves.call_back(1), moves.undo())),
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


def close_with(moves: Moves, verb: Verb) -> None:
    """The counter closes with the end of its ticket."""
    moves.bring_to(TicketState.SERVING if verb is Verb.FINISH else TicketState.CALLED)
    moves.office.leave()
    closed = moves.office.act(verb)
    assert (closed.counter.state, closed.undo_until is not None) == (CounterState.CLOSED, True)


@pytest.mark.parametrize(
    ("verb", "state"), [(Verb.FINISH, TicketState.SERVING), (Verb.NO_SHOW, TicketState.CALLED)]
)
def test_the_end_that_closed_a_counter_is_taken_back_with_the_closing(
    moves: Moves, verb: Verb, state: TicketState
) -> None:
    close_with(moves, verb)
    work = moves.undo()
    assert at_counter(work) == ("A001", state)
    assert (work.counter.state, work.counter.officer) == (CounterState.CLOSING, "ani")
    assert moves.office.act(verb).counter.state is CounterState.CLOSED


def test_nobody_else_takes_back_the_end_that_closed_a_counter(moves: Moves) -> None:
    close_with(moves, Verb.FINISH)
    before = contents(moves.office.path)
    with pytest.raises(CounterNotOpen):
        Moves(moves.office, officer="budi").undo()
    assert contents(moves.office.path) == before


def take_another(moves: Moves) -> None:
    moves.office.take(1)


def taken_by_another(moves: Moves) -> None:
    moves.office.take(officer="budi")


@pytest.mark.parametrize(
    ("since", "error"),
    [
        (too_late, CounterNotOpen),
        (take_another, OtherCounterHeld),
        (taken_by_another, CounterNotYours),
        (lambda moves: moves.office.take(), NothingToUndo),
    ],
)
def test_a_counter_that_closed_stays_closed_once_something_was_done_since(
    moves: Moves, since: Callable[[Moves], object], error: type[KerakError]
) -> None:
    close_with(moves, Verb.FINISH)
    since(moves)
    before = contents(moves.office.path)
    with pytest.raises(error):
        moves.undo()
    assert contents(moves.office.path) == before
