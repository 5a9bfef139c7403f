"""Calls the next family and carries its ticket through the service. Every move goes through the one table."""

from __future__ import annotations

from queue_core.foundation.identifiers import WriteRequest
from queue_core.sop.service import clocks
from queue_core.tickets.errors import (
    CounterBusy,
    CounterNotOpen,
    NobodyWaiting,
    NothingAtCounter,
    NotNow,
)
from queue_core.tickets.rules.choice import Choice, choose_next
from queue_core.tickets.rules.counters import SERVING_STATES, CounterState
from queue_core.tickets.rules.life import IllegalMove, TicketState, Verb, move
from queue_core.tickets.rules.numbers import ticket_number
from queue_core.tickets.rules.policy import Candidate, memory
from queue_core.tickets.service.counters import must_hold, settle
from queue_core.tickets.service.desk import EVERYBODY, STAFF_ONLY, Act, Desk
from queue_core.tickets.service.views import counter_work, ticket_view
from queue_core.tickets.store import tables, ticket_book
from queue_core.tickets.wire.choice import Why
from queue_core.tickets.wire.counters import CounterWork

ACTION = {
    Verb.CALL: "ticket_called",
    Verb.RECALL: "ticket_recalled",
    Verb.START: "service_started",
    Verb.STEP_DONE: "step_done",
    Verb.NO_SHOW: "ticket_no_show",
    Verb.FINISH: "service_finished",
    Verb.RETURN: "ticket_returned",
}
"""What the ledger calls each verb once it is done."""


def call_next(desk: Desk, write: WriteRequest, officer: str, number: int) -> CounterWork:
    """Calls the next family to the counter.

    Raises CounterNotYours, CounterNotOpen, CounterBusy or NobodyWaiting.
    """

    def call(act: Act) -> CounterWork:
        if must_hold(act, officer, number).state is not CounterState.OPEN:
            raise CounterNotOpen(f"Counter {number} calls nobody now.")
        if ticket_book.at_counter(act.transaction.connection, desk.office, number):
            raise CounterBusy
        chosen = _choose(act, number)
        if chosen is None:
            raise NobodyWaiting
        ticket_id, why = chosen.ticket.ticket_id, Why.of(chosen)
        return _apply(act, number, ticket_id, TicketState.WAITING, Verb.CALL, calls=1, why=why)

    return desk.once(write, CounterWork, call)


def act_on_ticket(desk: Desk, write: WriteRequest, officer: str, number: int, verb: Verb) -> CounterWork:
    """Does a verb that needs no other word to the ticket at the counter.

    Raises CounterNotYours, CounterNotOpen, NothingAtCounter, or NotNow when the ticket's state forbids it.
    """

    def do(act: Act) -> CounterWork:
        if must_hold(act, officer, number).state not in SERVING_STATES:
            raise CounterNotOpen(f"Counter {number} is on break.")
        row = ticket_book.at_counter(act.transaction.connection, desk.office, number)
        if row is None:
            raise NothingAtCounter
        if verb not in ACTION:
            raise NotNow(f"{verb} needs more than the counter's number.")
        if verb is Verb.RETURN and row.day != act.day:
            raise NotNow("The ticket is of another day.", remedy="Finish it or mark it as not come.")
        _move_clock(act, row, verb, officer)
        return _apply(act, number, row.id, TicketState(row.state), verb, calls=row.calls + 1)

    return desk.once(write, CounterWork, do)


def _choose(act: Act, number: int) -> Choice | None:
    connection, profile, policy = act.transaction.connection, act.desk.profile, act.desk.policy
    place = profile.counter(number)
    lanes = place.lanes if place else ()
    heads = ticket_book.lane_heads(connection, act.desk.office, act.day, number, lanes)
    candidates = [
        Candidate(row.id, profile.lane(row.waits_in).priority, row.rank_at, row.waits_in) for row in heads
    ]
    return choose_next(candidates, policy, act.now, _latest(act, number, memory(policy)))


def _latest(act: Act, number: int, how_many: int) -> list[bool]:
    """Whether each of the counter's latest calls was of a priority ticket."""
    if not how_many:
        return []
    office, profile = act.desk.office, act.desk.profile
    lanes = ticket_book.latest_lanes(act.transaction.connection, office, act.day, number, how_many)
    return [profile.lane(lane).priority for lane in lanes]


def _apply(
    act: Act,
    number: int,
    ticket_id: int,
    state: TicketState,
    verb: Verb,
    *,
    calls: int,
    why: Why | None = None,
) -> CounterWork:
    connection = act.transaction.connection
    stamps = _stamps(act, number, verb, calls) | ({"why": why.model_dump()} if why else {})
    row = ticket_book.compare_and_set(
        connection,
        ticket_id,
        state,
        state=_moved(state, verb),
        last_verb=verb,
        moved_at=act.now,
        **stamps,
    )
    if row is None:
        raise NotNow("The ticket has changed in the meantime.")
    work = counter_work(act.desk, connection, number)
    act.record(
        ACTION[verb],
        ticket=ticket_view(row),
        counter=work.counter,
        why=why,
        audiences=STAFF_ONLY if verb is Verb.STEP_DONE else EVERYBODY,
    )
    return settle(act, work)


def _moved(state: TicketState, verb: Verb) -> TicketState:
    try:
        return move(state, verb)
    except IllegalMove as error:
        raise NotNow(f"{str(error).capitalize()}.") from None


def _stamps(act: Act, number: int, verb: Verb, calls: int) -> dict[str, object]:
    match verb:
        case Verb.CALL:
            return {"counter": number, "called_at": act.now, "calls": calls}
        case Verb.RECALL:
            return {"called_at": act.now, "calls": calls}
        case Verb.START:
            return {"started_at": act.now}
        case Verb.NO_SHOW | Verb.FINISH:
            return {"ended_at": act.now}
        case Verb.RETURN:
            return {"counter": None, "started_at": None}
        case _:
            return {}


def _move_clock(act: Act, row: tables.TicketRow, verb: Verb, officer: str) -> None:
    _moved(TicketState(row.state), verb)
    subject = clocks.Subject(row.id, ticket_number(row.lane, row.serial), row.service, officer)
    match verb:
        case Verb.START:
            clocks.begin(act.timing, subject)
        case Verb.STEP_DONE:
            if clocks.step_done(act.timing, subject) is None:
                raise NotNow("Every step is done.", remedy="Finish the service.")
        case Verb.FINISH:
            clocks.end(act.timing, row.id, officer)
        case _:
            pass
