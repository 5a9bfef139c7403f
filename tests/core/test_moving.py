"""Tickets that are set aside, handed on, called back, or end without a service."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from queue_core.foundation.errors import KerakError
from queue_core.tickets.errors import (
    CounterBusy,
    CounterNotYours,
    NobodyWaiting,
    NothingAtCounter,
    NotNow,
    UnknownCounter,
    UnknownParkReason,
    UnknownService,
    UnknownTicket,
    UnknownVoidReason,
    VisitOver,
)
from queue_core.tickets.rules.life import MOVES, SET_ASIDE_STATES, TicketState, Verb
from queue_core.tickets.rules.transfer import lane_after_counter, lane_after_service
from queue_core.tickets.wire.counters import CounterWork
from tests.core.moving import Moves, at_counter, id_of, page
from tests.core.office import Office, contents, rows

lanes = st.sampled_from("ABCD")
WAITING, CALLED, SERVING = TicketState.WAITING, TicketState.CALLED, TicketState.SERVING


@pytest.fixture
def moves(office: Office) -> Moves:
    return Moves(office)


def state(office: Office, number: str = "A001") -> str:
    query = "SELECT state FROM ticket WHERE printf('%s%03d', lane, serial) = ?"
    ((found,),) = rows(office.path, query, number)
    return str(found)


def runs(work: CounterWork) -> list[tuple[str, bool]]:
    """The ticket's clocks by their steps, and whether each still runs."""
    return [(step.step, step.finished_at is None) for step in work.steps]


def refused(office: Office, error: type[KerakError], act: Callable[[], object]) -> None:
    before = contents(office.path)
    with pytest.raises(error):
        act()
    assert contents(office.path) == before


@pytest.mark.parametrize("before", list(TicketState))
@pytest.mark.parametrize("verb", [Verb.RETURN, Verb.CANCEL, Verb.VOID, Verb.WITHDRAW])
def test_a_ticket_is_moved_from_anywhere_as_the_table_says_or_not_at_all(
    moves: Moves, before: TicketState, verb: Verb
) -> None:
    issued = moves.bring_to(before)
    acts: dict[Verb, Callable[[], object]] = {
        Verb.RETURN: lambda: moves.put_back(id_of(issued)),
        Verb.CANCEL: lambda: moves.cancel(id_of(issued)),
        Verb.VOID: lambda: moves.make_void(id_of(issued)),
        Verb.WITHDRAW: lambda: moves.withdraw(issued),
    }
    after = MOVES.get((before, verb))
    if after is None:
        refused(moves.office, NotNow, acts[verb])
    else:
        acts[verb]()
        assert state(moves.office) == after
        assert moves.office.take().ticket is None


@pytest.mark.parametrize("before", list(TicketState))
def test_only_what_was_set_aside_is_called_back(moves: Moves, before: TicketState) -> None:
    issued = moves.bring_to(before)
    if before in SET_ASIDE_STATES:
        assert at_counter(moves.call_back(id_of(issued))) == ("A001", CALLED)
    else:
        error = CounterBusy if before in (CALLED, SERVING) else NotNow
        refused(moves.office, error, lambda: moves.call_back(id_of(issued)))


@pytest.mark.parametrize("before", [CALLED, SERVING])
def test_a_parked_ticket_leaves_the_counter_and_the_queue_and_keeps_its_place(
    moves: Moves, before: TicketState
) -> None:
    issued = moves.bring_to(before)
    later = moves.office.issue()
    assert moves.park().ticket is None
    assert (page(moves.office, issued).state, page(moves.office, later).ahead) == (TicketState.PARKED, 0)
    moves.put_back(id_of(issued))
    assert page(moves.office, later).ahead == 1
    assert at_counter(moves.office.call()) == ("A001", CALLED)


@pytest.mark.parametrize(("reason", "late"), [("take_photo", True), ("fetch_papers", False)])
def test_only_a_reason_that_pauses_the_clocks_does_and_the_service_goes_on_where_it_was(
    moves: Moves, reason: str, late: bool
) -> None:
    issued = moves.bring_to(SERVING)
    moves.office.act(Verb.STEP_DONE)
    moves.park(reason)
    moves.office.clock.forward(minutes=40)
    moves.call_back(id_of(issued))
    work = moves.office.act(Verb.START)
    assert [(step.step, step.finished_at is None) for step in work.steps] == [
        ("verify", False),
        ("make", True),
    ]
    assert work.steps[1].due_at is not None
    assert (work.steps[1].due_at < moves.office.clock.now) == late
    assert [pause.ended_at is not None for pause in work.steps[1].pauses] == ([] if late else [True])


def test_a_ticket_that_comes_back_to_its_service_begins_the_interrupted_step_anew(moves: Moves) -> None:
    moves.bring_to(SERVING)
    moves.office.act(Verb.STEP_DONE)
    for service in ("documents", "kia"):
        moves.transfer(service=service)
        moves.office.call()
        work = moves.office.act(Verb.START)
    steps = [("verify", False), ("make", False), ("verify", False), ("make", True)]
    assert runs(work) == steps


@pytest.mark.parametrize(("done", "runs_again"), [(2, True), (3, False)])
def test_the_last_step_begins_anew_unless_it_was_done(moves: Moves, done: int, runs_again: bool) -> None:
    moves.bring_to(SERVING)
    for _ in range(done):
        moves.office.act(Verb.STEP_DONE)
    for service in ("documents", "kia"):
        moves.transfer(service=service)
        moves.office.call()
        work = moves.office.act(Verb.START)
    assert (("hand_over", True) in runs(work)) == runs_again


def test_the_whole_service_of_a_ticket_that_comes_back_runs_on_from_its_first_start(moves: Moves) -> None:
    query = "SELECT started_at, finished_at FROM sop_clock WHERE service = 'kia' AND step = '*'"
    moves.bring_to(SERVING)
    ((began, _),) = rows(moves.office.path, query)
    for service in ("documents", "kia"):
        moves.transfer(service=service)
        moves.office.clock.forward(minutes=20)
        moves.office.call()
        moves.office.act(Verb.START)
    assert rows(moves.office.path, query) == [(began, None)]


@pytest.mark.parametrize("parked", [False, True])
def test_every_end_ends_the_clock(moves: Moves, parked: bool) -> None:
    issued = moves.bring_to(SERVING)
    if parked:
        moves.park()
    moves.cancel(id_of(issued))
    assert rows(moves.office.path, "SELECT count(*) FROM sop_clock WHERE finished_at IS NULL") == [(0,)]


def test_a_transfer_to_a_service_keeps_number_and_place_and_begins_its_standard(moves: Moves) -> None:
    issued = moves.bring_to(SERVING)
    documents = moves.office.issue("documents")
    moves.transfer(service="documents")
    shown = page(moves.office, issued)
    assert (shown.number, shown.ahead, shown.service["en"]) == ("A001", 0, "Other civil documents")
    assert page(moves.office, documents).ahead == 1
    moves.office.take(2, "budi")
    assert at_counter(moves.office.call(2, "budi")) == ("A001", CALLED)
    work = moves.office.act(Verb.START, 2, "budi")
    assert [(step.step, step.finished_at is None) for step in work.steps] == [
        ("verify", False),
        ("verify", True),
    ]


def test_a_transfer_to_a_counter_is_called_there_and_nowhere_else(moves: Moves) -> None:
    moves.office.take(1, "budi")
    moves.bring_to(SERVING)
    moves.transfer(counter=1)
    refused(moves.office, NobodyWaiting, moves.office.call)
    assert at_counter(moves.office.call(1, "budi")) == ("A001", CALLED)
    work = moves.office.act(Verb.START, 1, "budi")
    assert [step.finished_at for step in work.steps] == [None], "the same step runs on"


@pytest.mark.parametrize("go", [Office.leave, Office.rest])
def test_who_waits_for_a_counter_that_calls_nobody_is_called_by_the_others(
    moves: Moves, go: Callable[[Office, int, str], object]
) -> None:
    moves.office.take(1, "budi")
    issued = moves.bring_to(CALLED)
    moves.transfer(counter=1)
    assert page(moves.office, issued).wait is not None
    go(moves.office, 1, "budi")
    assert page(moves.office, issued).wait is not None
    assert at_counter(moves.office.call()) == ("A001", CALLED)


def test_who_waits_for_another_counter_is_ahead_of_nobody_here(moves: Moves) -> None:
    moves.office.take(1, "budi")
    moves.bring_to(CALLED)
    documents = moves.office.issue("documents")
    moves.transfer(counter=2)
    moves.office.take(2, "citra")
    assert page(moves.office, documents).ahead == 1
    child = moves.office.issue()
    assert page(moves.office, child).ahead == 1


@pytest.mark.parametrize(
    ("to", "error"),
    [
        ({"service": "kia"}, NotNow),
        ({"counter": 3}, NotNow),
        ({"service": "passport"}, UnknownService),
        ({"counter": 42}, UnknownCounter),
    ],
)
def test_a_transfer_to_nowhere_is_refused(
    moves: Moves, to: dict[str, object], error: type[KerakError]
) -> None:
    moves.bring_to(SERVING)
    refused(moves.office, error, lambda: moves.transfer(**to))  # type: ignore[arg-type]  # one of both


def test_what_is_not_in_the_profile_is_refused(moves: Moves) -> None:
    issued = moves.bring_to(CALLED)
    refused(moves.office, UnknownParkReason, lambda: moves.park("long_lunch"))
    refused(moves.office, UnknownVoidReason, lambda: moves.make_void(id_of(issued), "because"))
    refused(moves.office, UnknownTicket, lambda: moves.cancel(999))


def test_nothing_is_parked_or_handed_on_from_an_empty_counter(moves: Moves) -> None:
    moves.office.take()
    refused(moves.office, NothingAtCounter, moves.park)
    refused(moves.office, NothingAtCounter, lambda: moves.transfer(service="documents"))


def test_another_officer_does_not_move_what_is_at_a_counter(moves: Moves) -> None:
    issued = moves.bring_to(SERVING)
    other = Moves(moves.office, 1, "budi")
    moves.office.take(1, "budi")
    for act in (other.cancel, other.make_void, other.put_back):
        refused(moves.office, CounterNotYours, lambda act=act: act(id_of(issued)))  # type: ignore[misc]


def test_a_ticket_of_yesterday_is_not_brought_back(moves: Moves) -> None:
    issued = moves.bring_to(TicketState.PARKED)
    moves.office.clock.forward(days=1)
    refused(moves.office, NotNow, lambda: moves.call_back(id_of(issued)))
    refused(moves.office, NotNow, lambda: moves.put_back(id_of(issued)))
    assert moves.make_void(id_of(issued)).state is TicketState.VOID


def test_a_ticket_of_yesterday_is_not_parked_where_nobody_looks_for_it(moves: Moves) -> None:
    moves.bring_to(SERVING)
    moves.office.clock.forward(days=1)
    refused(moves.office, NotNow, moves.park)
    assert moves.office.act(Verb.FINISH).ticket is None


@pytest.mark.parametrize(("before", "refusal"), [(WAITING, NotNow), (TicketState.NO_SHOW, VisitOver)])
def test_a_family_does_not_change_a_day_that_is_over(
    moves: Moves, before: TicketState, refusal: type[KerakError]
) -> None:
    issued = moves.bring_to(before)
    moves.office.clock.forward(days=40)
    refused(moves.office, refusal, lambda: moves.withdraw(issued))


def test_the_ledger_keeps_who_ended_a_ticket_and_why(moves: Moves) -> None:
    first, second, third = (moves.office.issue() for _ in range(3))
    moves.make_void(id_of(first), "issued_twice")
    moves.cancel(id_of(second))
    moves.withdraw(third)
    query = "SELECT action, actor, json_extract(body, '$.reason') FROM ledger ORDER BY id DESC LIMIT 3"
    assert rows(moves.office.path, query) == [
        ("ticket_withdrawn", "public", None),
        ("ticket_cancelled", "account:ani", None),
        ("ticket_void", "account:ani", "issued_twice"),
    ]


@given(lanes, lanes, st.sets(lanes))
def test_who_has_priority_keeps_it_whatever_the_service(present: str, other: str, first: set[str]) -> None:
    after = lane_after_service(present, other, first)
    assert after == (present if present in first else other)


@given(lanes, st.lists(lanes, min_size=1), st.sets(lanes))
def test_whoever_waits_for_a_counter_stands_in_a_lane_that_it_serves(
    present: str, served: list[str], first: set[str]
) -> None:
    after = lane_after_counter(present, served, first)
    assert after in served
    assert after == present or present not in served
    if any((lane in first) == (present in first) for lane in served):
        assert (after in first) == (present in first)
