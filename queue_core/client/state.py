"""The shared reducer: a snapshot and the events that continue it, kept as one present state.

Pure: what a program knows of the core, and no word of how it hears of it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from queue_core.tickets.rules.assistance import UNFINISHED_STATES
from queue_core.tickets.rules.counters import AWAITED_STATES
from queue_core.tickets.rules.life import LIVE_STATES, TicketState
from queue_core.tickets.wire.assistance import HelpView
from queue_core.tickets.wire.corner import BookOfTheDay
from queue_core.tickets.wire.counters import CounterView
from queue_core.tickets.wire.live import CALLS_SHOWN, Event, ReadyNumbers, Snapshot, calls_kept
from queue_core.tickets.wire.tickets import TicketView, Wait

CALLING_ACTIONS = frozenset({"ticket_called", "ticket_called_back", "ticket_recalled"})


@dataclass(frozen=True)
class QueueState:
    """The queue as one audience sees it, up to the event `seq`."""

    seq: int
    day: date
    speed: float
    demonstration: bool
    tickets: Mapping[str, TicketView]
    counters: Mapping[int, CounterView]
    kept_calls: tuple[TicketView, ...]
    help: Mapping[int, HelpView] = field(default_factory=dict)
    ready: ReadyNumbers = ()
    book_of_the_day: BookOfTheDay | None = None

    @property
    def calls(self) -> tuple[TicketView, ...]:
        """The latest calls as every screen knows them, newest first."""
        return self.kept_calls[:CALLS_SHOWN]

    def waiting(self, lane: str) -> list[TicketView]:
        """The lane's waiting tickets in the order of their rank."""
        waiting = (
            ticket
            for ticket in self.tickets.values()
            if ticket.waits_in == lane and ticket.state is TicketState.WAITING
        )
        return sorted(waiting, key=lambda ticket: ticket.rank_at)

    def may_call(self, counter: int, ticket: TicketView) -> bool:
        """Whether the ticket waits for this counter or for any that serves it.

        Nobody waits for a counter that calls nobody.
        """
        if ticket.served_at is not None and counter not in ticket.served_at:
            return False
        awaited = self.counters.get(ticket.waits_for or 0)
        elsewhere = ticket.waits_for not in (None, counter)
        return not (elsewhere and awaited is not None and awaited.state in AWAITED_STATES)


@dataclass(frozen=True)
class Link:
    """What a program knows of the core right now."""

    state: QueueState | None = None
    connected: bool = False
    refused: str | None = None
    at: datetime | None = None
    heard: float = 0.0
    waits: Mapping[str, Wait] = field(default_factory=dict)
    """By lane, what a family that came now would be told of its wait."""

    def age(self, monotonic: float) -> float:
        """Seconds since the core was last heard."""
        return monotonic - self.heard

    def now(self, monotonic: float) -> datetime | None:
        """The core's own clock, carried on from when it was last heard; None before the first time."""
        if self.state is None or self.at is None:
            return None
        return self.at + timedelta(seconds=self.age(monotonic) * self.state.speed)


Changed = Callable[[Link, Sequence[Event]], None]
"""Told of every change: the link, and the events that led to it (none after a snapshot)."""


def from_snapshot(snapshot: Snapshot) -> QueueState:
    """The state that a snapshot tells."""
    return QueueState(
        seq=snapshot.seq,
        day=snapshot.day,
        speed=snapshot.speed,
        demonstration=snapshot.demonstration,
        tickets={ticket.number: ticket for ticket in snapshot.tickets},
        counters={counter.number: counter for counter in snapshot.counters},
        kept_calls=snapshot.calls,
        help={request.id: request for request in snapshot.help},
        ready=snapshot.ready,
        book_of_the_day=snapshot.book_of_the_day,
    )


def follows(state: QueueState, seq: int) -> bool:
    """Whether an event of this number continues the state without a gap."""
    return seq == state.seq + 1


def heard(state: QueueState, event: Event) -> QueueState | None:
    """The state after an event that arrived, whether new or known; None when one before it is missing."""
    if event.seq <= state.seq:
        return state
    return reduce(state, event) if follows(state, event.seq) else None


def reduce(state: QueueState, event: Event) -> QueueState:
    """The state after the next event: every event carries the whole view of what it changed.

    A ticket that was left at a counter overnight is no part of the day, whose numbers are its own.
    """
    tickets, counters, calls = dict(state.tickets), dict(state.counters), state.kept_calls
    book = event.book_of_the_day
    if event.counter is not None:
        counters[event.counter.number] = event.counter
    if event.ticket is not None and event.ticket.day == state.day:
        tickets = _with_ticket(tickets, event.ticket)
        calls = _with_call(calls, event, calls_kept(len(counters)))
    return replace(
        state,
        seq=event.seq,
        tickets=tickets,
        counters=counters,
        kept_calls=calls,
        help=_with_help(state, event.help),
        ready=state.ready if event.ready is None else event.ready,
        book_of_the_day=state.book_of_the_day if book is None else book.book,
    )


def _with_ticket(tickets: dict[str, TicketView], ticket: TicketView) -> dict[str, TicketView]:
    """The live tickets in order of issue; one whose end was undone comes back to where it stood."""
    if ticket.state not in LIVE_STATES:
        tickets.pop(ticket.number, None)
        return tickets
    came_back = ticket.number not in tickets
    tickets[ticket.number] = ticket
    if came_back and any(other.issued_at > ticket.issued_at for other in tickets.values()):
        return dict(sorted(tickets.items(), key=lambda item: item[1].issued_at))
    return tickets


def _with_help(state: QueueState, request: HelpView | None) -> Mapping[int, HelpView]:
    if request is None or request.day != state.day:
        return state.help
    others = {key: other for key, other in state.help.items() if key != request.id}
    if request.state not in UNFINISHED_STATES:
        return others
    return dict(sorted((others | {request.id: request}).items()))


def _with_call(calls: tuple[TicketView, ...], event: Event, kept: int) -> tuple[TicketView, ...]:
    ticket = event.ticket
    if ticket is None:
        return calls
    if event.action in CALLING_ACTIONS:
        others = tuple(call for call in calls if call.number != ticket.number)
        return (ticket, *others)[:kept]
    calls = tuple(ticket if call.number == ticket.number else call for call in calls)
    return tuple(sorted(calls, key=_called_at, reverse=True))


def _called_at(call: TicketView) -> datetime:
    """When it was called; a call that was taken back gives back the instant of the one before."""
    return call.called_at or call.issued_at
