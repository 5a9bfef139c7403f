"""A family's visit through the use cases: taken, called, served, closed; and every refusal on the way."""

from __future__ import annotations

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from queue_core.foundation.errors import KerakError
from queue_core.sop.rules.clocks import Verdict, verdict
from queue_core.tickets.errors import (
    CounterBusy,
    CounterNotOpen,
    CounterNotYours,
    NobodyWaiting,
    NothingAtCounter,
    NotNow,
    OtherCounterHeld,
    UnknownCounter,
)
from queue_core.tickets.rules.counters import CounterState
from queue_core.tickets.rules.life import TicketState, Verb, verbs_for
from queue_core.tickets.wire.counters import CounterWork
from tests.core.office import Office, contents, rows


def state_of(work: CounterWork) -> TicketState | None:
    return work.ticket.state if work.ticket else None


def bring_to(office: Office, state: TicketState) -> None:
    """Puts a ticket in this state at counter 3, or in the queue."""
    office.take()
    office.issue()
    if state is TicketState.WAITING:
        return
    office.call()
    if state in (TicketState.SERVING, TicketState.DONE):
        office.act(Verb.START)
    if state is TicketState.DONE:
        office.act(Verb.FINISH)
    if state is TicketState.NO_SHOW:
        office.act(Verb.NO_SHOW)


def test_a_visit_from_the_slip_to_the_end(office: Office) -> None:
    issued = office.issue()
    assert (issued.ticket.number, issued.ahead, issued.wait) == ("A001", 0, None)
    office.take()
    assert state_of(office.call()) is TicketState.CALLED
    assert state_of(office.act(Verb.START)) is TicketState.SERVING
    for _ in range(3):
        assert state_of(office.act(Verb.STEP_DONE)) is TicketState.SERVING
    work = office.act(Verb.FINISH)
    assert (work.ticket, work.counter.ticket) == (None, None)
    assert rows(office.path, "SELECT state FROM ticket") == [("done",)]


def test_a_recall_counts_and_moves_the_instant_of_the_call(office: Office) -> None:
    bring_to(office, TicketState.CALLED)
    office.clock.forward(minutes=1)
    ticket = office.act(Verb.RECALL).ticket
    assert ticket is not None
    assert ticket.called_at is not None
    assert ticket.calls == 2
    assert office.clock.now - ticket.called_at < timedelta(seconds=1)


def test_every_step_has_its_clock_by_the_standard(office: Office) -> None:
    bring_to(office, TicketState.SERVING)
    for minutes in (4, 29):
        office.clock.forward(minutes=minutes)
        work = office.act(Verb.STEP_DONE)
    assert [step.step for step in work.steps] == ["verify", "make", "hand_over"]
    assert [step.allowed_seconds / 60 for step in work.steps] == [5, 30, 15]
    assert [step.due_at - step.started_at for step in work.steps if step.due_at] == [
        timedelta(minutes=minutes) for minutes in (5, 30, 15)
    ]
    assert [step.finished_at is None for step in work.steps] == [False, False, True]
    assert [verdict(step.clock(), office.clock.now) for step in work.steps] == [
        Verdict.NEAR,
        Verdict.NEAR,
        Verdict.ON_TIME,
    ]


def test_the_clocks_stand_after_a_restart(office: Office) -> None:
    bring_to(office, TicketState.SERVING)
    before = office.act(Verb.STEP_DONE)
    office.close()
    office.open()
    office.clock.forward(minutes=31)
    after = office.take()
    assert after.steps == before.steps
    assert verdict(after.steps[1].clock(), office.clock.now) is Verdict.LATE


def test_no_step_is_done_after_the_last(office: Office) -> None:
    bring_to(office, TicketState.SERVING)
    for _ in range(3):
        office.act(Verb.STEP_DONE)
    before = contents(office.path)
    with pytest.raises(NotNow, match="Every step is done"):
        office.act(Verb.STEP_DONE)
    assert contents(office.path) == before


def test_the_end_of_the_service_ends_the_running_clock(office: Office) -> None:
    bring_to(office, TicketState.DONE)
    assert rows(office.path, "SELECT count(*) FROM sop_clock WHERE finished_at IS NULL") == [(0,)]


AT_COUNTER = (TicketState.CALLED, TicketState.SERVING)
ILLEGAL = [(state, verb) for state in AT_COUNTER for verb in Verb if verb not in verbs_for(state)]


@pytest.mark.parametrize(("state", "verb"), ILLEGAL)
def test_an_illegal_verb_is_refused_and_writes_nothing(
    office: Office, state: TicketState, verb: Verb
) -> None:
    bring_to(office, state)
    before = contents(office.path)
    with pytest.raises(NotNow):
        office.act(verb)
    assert contents(office.path) == before


@pytest.mark.parametrize("state", [TicketState.WAITING, TicketState.DONE, TicketState.NO_SHOW])
@pytest.mark.parametrize("verb", list(Verb))
def test_no_verb_reaches_a_ticket_that_is_not_at_the_counter(
    office: Office, state: TicketState, verb: Verb
) -> None:
    bring_to(office, state)
    before = contents(office.path)
    with pytest.raises(NothingAtCounter):
        office.act(verb)
    assert contents(office.path) == before


def refused(
    office: Office, error: type[KerakError], verb: str, number: int = 3, officer: str = "ani"
) -> None:
    """Sees that the verb is refused for this cause, without a row."""
    before = contents(office.path)
    acts = {"call": office.call, "take": office.take, "rest": office.rest, "leave": office.leave}
    with pytest.raises(error):
        acts[verb](number, officer)
    assert contents(office.path) == before


@pytest.mark.parametrize("verb", ["call", "take", "rest", "leave"])
def test_a_counter_that_the_office_does_not_have_is_unknown(office: Office, verb: str) -> None:
    refused(office, UnknownCounter, verb, 42)


@pytest.mark.parametrize("verb", ["call", "take", "rest", "leave"])
def test_a_counter_of_another_officer_is_refused(office: Office, verb: str) -> None:
    bring_to(office, TicketState.WAITING)
    refused(office, CounterNotYours, verb, officer="budi")


@pytest.mark.parametrize("verb", ["call", "rest", "leave"])
def test_a_counter_that_nobody_holds_is_refused(office: Office, verb: str) -> None:
    office.issue()
    refused(office, CounterNotOpen, verb)


@pytest.mark.parametrize("verb", ["call", "rest"])
def test_a_counter_with_a_ticket_is_busy(office: Office, verb: str) -> None:
    bring_to(office, TicketState.SERVING)
    refused(office, CounterBusy, verb)


def test_a_counter_on_break_calls_nobody_until_it_is_taken_again(office: Office) -> None:
    bring_to(office, TicketState.WAITING)
    assert office.rest().counter.state is CounterState.ON_BREAK
    refused(office, CounterNotOpen, "call")
    assert office.take().counter.state is CounterState.OPEN
    assert state_of(office.call()) is TicketState.CALLED


def test_an_officer_holds_one_counter_at_a_time(office: Office) -> None:
    office.take(3)
    refused(office, OtherCounterHeld, "take", 2)
    office.leave(3)
    assert office.take(2).counter.officer == "ani"


def test_a_counter_given_back_is_free_for_the_next(office: Office) -> None:
    office.take(3, "ani")
    office.leave(3, "ani")
    assert office.take(3, "budi").counter.officer == "budi"


def test_a_head_of_section_takes_a_counter_over_with_the_ticket_at_it(office: Office) -> None:
    bring_to(office, TicketState.SERVING)
    work = office.take(3, "head", may_take_over=True)
    assert (work.counter.officer, state_of(work)) == ("head", TicketState.SERVING)
    refused(office, CounterNotYours, "leave", officer="ani")


def test_nobody_is_called_from_a_lane_that_the_counter_does_not_serve(office: Office) -> None:
    office.issue("documents")
    office.take(1)
    refused(office, NobodyWaiting, "call", 1)


def test_officers_who_call_at_once_never_get_one_ticket(office: Office) -> None:
    for _ in range(30):
        office.issue()
    for number, officer in ((1, "ani"), (3, "budi")):
        office.take(number, officer)
    start = threading.Barrier(2)

    def serve(place: tuple[int, str]) -> list[str]:
        start.wait(10)
        return [office.called_number(*place) for _ in range(15)]

    with ThreadPoolExecutor(2) as pool:
        served = Counter(number for mine in pool.map(serve, [(1, "ani"), (3, "budi")]) for number in mine)
    assert served == Counter({f"A{serial:03d}": 1 for serial in range(1, 31)})


def test_two_who_press_for_one_counter_call_one_family(office: Office) -> None:
    office.take()
    for _ in range(8):
        office.issue()
    start = threading.Barrier(8)

    def press(_: int) -> bool:
        start.wait(10)
        try:
            return office.call() is not None
        except CounterBusy:
            return False

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(press, range(8))) == 1
    assert rows(office.path, "SELECT count(*) FROM ticket WHERE state = 'called'") == [(1,)]


def test_every_act_leaves_its_row_with_who_did_it(office: Office) -> None:
    bring_to(office, TicketState.DONE)
    found = rows(office.path, "SELECT action, actor FROM ledger ORDER BY id")
    assert [str(action) for action, _ in found] == [
        "counter_opened",
        "ticket_issued",
        "ticket_called",
        "service_started",
        "service_finished",
    ]
    assert [actor for _, actor in found] == ["account:ani", "device:kiosk", *["account:ani"] * 3]
