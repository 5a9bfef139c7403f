"""Small queues for tests: tickets, counters and states around one morning."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from queue_core.client.state import Link, QueueState
from queue_core.foundation.profile import read_profile
from queue_core.tickets.rules.counters import CounterState
from queue_core.tickets.rules.life import TicketState
from queue_core.tickets.wire.counters import CounterView
from queue_core.tickets.wire.tickets import TicketView

MORNING = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
PROFILE = read_profile("kembaran")
COVER = "data:image/svg+xml;base64,PHN2Zy8+"


def minutes(number: float) -> datetime:
    """The instant so many minutes after the office has opened."""
    return MORNING + timedelta(minutes=number)


def waiting(number: str, issued: float = 0) -> TicketView:
    return TicketView(
        number=number,
        day=MORNING.date(),
        lane=number[0],
        state=TicketState.WAITING,
        issued_at=minutes(issued),
    )


def called(number: str, counter: int = 3, at: float = 0, times: int = 1) -> TicketView:
    update = {"state": TicketState.CALLED, "counter": counter, "calls": times, "called_at": minutes(at)}
    return waiting(number).model_copy(update=update)


def counter(number: int, state: CounterState = CounterState.OPEN) -> CounterView:
    lanes = next(place.lanes for place in PROFILE.counters if place.number == number)
    return CounterView(number=number, state=state, lanes=lanes)


def queue(*tickets: TicketView, counters: tuple[CounterView, ...] = (), speed: float = 1.0) -> QueueState:
    return QueueState(
        seq=1,
        day=MORNING.date(),
        speed=speed,
        demonstration=speed != 1.0,
        tickets={ticket.number: ticket for ticket in tickets},
        counters={one.number: one for one in counters},
        kept_calls=tuple(ticket for ticket in tickets if ticket.state is TicketState.CALLED),
    )


def linked(state: QueueState, at: float = 0, heard: float = 0.0) -> Link:
    return Link(state=state, connected=True, at=minutes(at), heard=heard)


def lost(link: Link) -> Link:
    return replace(link, connected=False)
