"""Calls the next family and carries its ticket through the service. Every move goes through the one table."""

from __future__ import annotations

from queue_core.foundation.identifiers import WriteRequest
from queue_core.tickets.errors import (
    CounterBusy,
    CounterNotOpen,
    NobodyWaiting,
    NothingAtCounter,
    NotNow,
)
from queue_core.tickets.rules.choice import Choice, choose_next
from queue_core.tickets.rules.counters import SERVING_STATES, CounterState
from queue_core.tickets.rules.life import TicketState, Verb
from queue_core.tickets.rules.policy import Candidate, memory
from queue_core.tickets.service.counters import must_hold
from queue_core.tickets.service.desk import Act, Desk
from queue_core.tickets.service.moves import Move, move_at_counter
from queue_core.tickets.store import tables, ticket_book
from queue_core.tickets.wire.choice import Why
from queue_core.tickets.wire.counters import CounterWork

PLAIN_VERBS = frozenset({Verb.RECALL, Verb.START, Verb.STEP_DONE, Verb.NO_SHOW, Verb.FINISH, Verb.RETURN})
"""What is done to the ticket at the counter without another word."""


def call_next(desk: Desk, write: WriteRequest, officer: str, number: int) -> CounterWork:
    """Calls the next family to the counter.

    Raises CounterNotYours, CounterNotOpen, CounterBusy or NobodyWaiting.
    """

    def call(act: Act) -> CounterWork:
        must_call(act, officer, number)
        chosen = _choose(act, number)
        if chosen is None:
            raise NobodyWaiting
        move = Move(Verb.CALL, officer, why=Why.of(chosen))
        return move_at_counter(act, number, chosen.ticket.ticket_id, TicketState.WAITING, move)

    return desk.once(write, CounterWork, call)


def act_on_ticket(desk: Desk, write: WriteRequest, officer: str, number: int, verb: Verb) -> CounterWork:
    """Does a verb that needs no other word to the ticket at the counter.

    Raises CounterNotYours, CounterNotOpen, NothingAtCounter, or NotNow when the ticket's state forbids it.
    """

    def do(act: Act) -> CounterWork:
        row = ticket_in_hand(act, officer, number)
        if verb not in PLAIN_VERBS:
            raise NotNow(f"{verb} needs more than the counter's number.")
        if verb is Verb.RETURN and row.day != act.day:
            raise NotNow("The ticket is of another day.", remedy="Finish it or mark it as not come.")
        move = Move(verb, officer)
        return move_at_counter(act, number, row.id, TicketState(row.state), move)

    return desk.once(write, CounterWork, do)


def must_call(act: Act, officer: str, number: int) -> None:
    """The officer's own counter, open and free. Raises CounterNotYours, CounterNotOpen or CounterBusy."""
    if must_hold(act, officer, number).state is not CounterState.OPEN:
        raise CounterNotOpen(f"Counter {number} calls nobody now.")
    if ticket_book.at_counter(act.transaction.connection, act.desk.office, number):
        raise CounterBusy


def ticket_in_hand(act: Act, officer: str, number: int) -> tables.TicketRow:
    """The ticket at the officer's own counter. Raises CounterNotYours, CounterNotOpen or NothingAtCounter."""
    if must_hold(act, officer, number).state not in SERVING_STATES:
        raise CounterNotOpen(f"Counter {number} is on break.")
    row = ticket_book.at_counter(act.transaction.connection, act.desk.office, number)
    if row is None:
        raise NothingAtCounter
    return row


def _choose(act: Act, number: int) -> Choice | None:
    connection, profile, policy = act.transaction.connection, act.desk.profile, act.desk.policy
    place = profile.counter(number)
    lanes, services = (place.lanes, place.services) if place else ((), ())
    heads = ticket_book.lane_heads(connection, act.desk.office, act.day, number, lanes, services)
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
