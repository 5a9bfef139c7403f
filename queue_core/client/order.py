"""In which order those who wait will be called, as far as every screen can tell. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from queue_core.client.state import QueueState
from queue_core.foundation.profile import Profile
from queue_core.tickets.rules.counters import CounterState
from queue_core.tickets.rules.life import TicketState
from queue_core.tickets.rules.policy import Candidate, order_of_calls
from queue_core.tickets.wire.choice import lane_policy
from queue_core.tickets.wire.counters import CounterView
from queue_core.tickets.wire.tickets import TicketView


def calling_order(state: QueueState, profile: Profile, now: datetime) -> list[TicketView]:
    """Everybody who waits, in the order of the rule by which they will be called if nobody else comes.

    Under the ratio policy the turns of all counters are shown as one.
    """
    waiting = [ticket for ticket in state.tickets.values() if ticket.state is TicketState.WAITING]
    by_id = dict(enumerate(sorted(waiting, key=lambda ticket: (ticket.rank_at, ticket.issued_at))))
    candidates = (
        Candidate(key, profile.lane(one.waits_in).priority, one.rank_at, one.waits_in)
        for key, one in by_id.items()
    )
    latest = [profile.lane(call.waits_in).priority for call in state.calls]
    order = order_of_calls(candidates, lane_policy(profile.queue), now, latest)
    return [by_id[one.ticket_id] for one in order]


def callable_now(order: Sequence[TicketView], state: QueueState) -> list[TicketView]:
    """Those whom an open counter will call; everybody as long as none is open."""
    counters = open_counters(state)
    if not counters:
        return list(order)
    return [ticket for ticket in order if any(may_call(state, counter, ticket) for counter in counters)]


def may_call(state: QueueState, counter: CounterView, ticket: TicketView) -> bool:
    """Whether the counter serves the ticket's lane, and the ticket waits for no other."""
    return ticket.waits_in in counter.lanes and state.may_call(counter.number, ticket)


def open_counters(state: QueueState) -> list[CounterView]:
    """The counters that call now."""
    return [counter for counter in state.counters.values() if counter.state is CounterState.OPEN]
