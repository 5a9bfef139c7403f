"""The shared reducer: a snapshot and the events that continue it, kept as one present state."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from queue_core.tickets.rules import LIVE_STATES, TicketState
from queue_core.tickets.wire import CounterView, Event, Snapshot, TicketView

CALLS_KEPT = 6
CALLING_ACTIONS = frozenset({"ticket_called", "ticket_recalled"})


@dataclass(frozen=True)
class QueueState:
    """The queue as one audience sees it, up to the event `seq`."""

    seq: int
    day: date
    speed: float
    demonstration: bool
    tickets: Mapping[str, TicketView]
    counters: Mapping[int, CounterView]
    calls: tuple[TicketView, ...]

    def waiting(self, lane: str) -> list[TicketView]:
        """The lane's waiting tickets in order of issue."""
        return [
            ticket
            for ticket in self.tickets.values()
            if ticket.lane == lane and ticket.state is TicketState.WAITING
        ]


def from_snapshot(snapshot: Snapshot) -> QueueState:
    """The state that a snapshot tells."""
    return QueueState(
        seq=snapshot.seq,
        day=snapshot.day,
        speed=snapshot.speed,
        demonstration=snapshot.demonstration,
        tickets={ticket.number: ticket for ticket in snapshot.tickets},
        counters={counter.number: counter for counter in snapshot.counters},
        calls=snapshot.calls,
    )


def follows(state: QueueState, seq: int) -> bool:
    """Whether an event of this number continues the state without a gap."""
    return seq == state.seq + 1


def reduce(state: QueueState, event: Event) -> QueueState:
    """The state after the next event: every event carries the whole view of what it changed.

    A ticket that was left at a counter overnight is no part of the day, whose numbers are its own.
    """
    tickets, counters, calls = dict(state.tickets), dict(state.counters), state.calls
    if event.counter is not None:
        counters[event.counter.number] = event.counter
    if event.ticket is not None and event.ticket.day == state.day:
        if event.ticket.state in LIVE_STATES:
            tickets[event.ticket.number] = event.ticket
        else:
            tickets.pop(event.ticket.number, None)
        calls = _with_call(calls, event)
    return replace(state, seq=event.seq, tickets=tickets, counters=counters, calls=calls)


def _with_call(calls: tuple[TicketView, ...], event: Event) -> tuple[TicketView, ...]:
    ticket = event.ticket
    if ticket is None:
        return calls
    if event.action in CALLING_ACTIONS:
        others = tuple(call for call in calls if call.number != ticket.number)
        return (ticket, *others)[:CALLS_KEPT]
    return tuple(ticket if call.number == ticket.number else call for call in calls)
