"""The rules of the queue: a ticket's life, who is next, how many are ahead, how long it may take.

Pure: states, moves and arithmetic on values that are handed in.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class TicketState(StrEnum):
    """Where a ticket is in its life."""

    WAITING = "waiting"
    CALLED = "called"
    SERVING = "serving"
    DONE = "done"
    NO_SHOW = "no_show"


class Verb(StrEnum):
    """What an officer does to a ticket."""

    CALL = "call"
    RECALL = "recall"
    START = "start"
    STEP_DONE = "step_done"
    NO_SHOW = "no_show"
    FINISH = "finish"


MOVES: Mapping[tuple[TicketState, Verb], TicketState] = {
    (TicketState.WAITING, Verb.CALL): TicketState.CALLED,
    (TicketState.CALLED, Verb.RECALL): TicketState.CALLED,
    (TicketState.CALLED, Verb.START): TicketState.SERVING,
    (TicketState.CALLED, Verb.NO_SHOW): TicketState.NO_SHOW,
    (TicketState.SERVING, Verb.STEP_DONE): TicketState.SERVING,
    (TicketState.SERVING, Verb.FINISH): TicketState.DONE,
}
"""Every legal move. What is not in this table is refused."""

AT_COUNTER_STATES = frozenset({TicketState.CALLED, TicketState.SERVING})
LIVE_STATES = AT_COUNTER_STATES | {TicketState.WAITING}


class CounterState(StrEnum):
    """Whether a counter calls people."""

    CLOSED = "closed"
    OPEN = "open"
    ON_BREAK = "on_break"


class IllegalMove(ValueError):
    """The verb does not apply to a ticket in this state."""


def move(state: TicketState, verb: Verb) -> TicketState:
    """The state after the verb. Raises IllegalMove when the table has no such move."""
    try:
        return MOVES[state, verb]
    except KeyError:
        raise IllegalMove(f"a ticket that is {state} cannot {verb}") from None


def verbs_for(state: TicketState) -> frozenset[Verb]:
    """What can be done to a ticket in this state."""
    return frozenset(verb for at, verb in MOVES if at is state)


def ticket_number(lane: str, serial: int) -> str:
    """The number that people read and hear: the lane's letter and three digits."""
    return f"{lane}{serial:03d}"


@dataclass(frozen=True)
class Candidate:
    """A waiting ticket as far as the choice needs to know it."""

    ticket_id: int
    priority: bool
    issued_at: datetime


def effective_arrival(issued_at: datetime, priority: bool, head_start: timedelta) -> datetime:
    """When a ticket counts as having come: a priority ticket comes `head_start` earlier than it did.

    The affine form of the accumulating priority queue (Stanford, Taylor and Ziedins, Queueing Systems 77,
    2014): an ordinary ticket is overtaken only by priority tickets that come within `head_start` after it.
    """
    return issued_at - head_start if priority else issued_at


def choose_next(lane_heads: Iterable[Candidate], head_start: timedelta) -> Candidate | None:
    """Who is called next, given the first of each lane; None when nobody waits."""
    return min(
        lane_heads,
        key=lambda one: (effective_arrival(one.issued_at, one.priority, head_start), one.ticket_id),
        default=None,
    )


def overtaking_before(
    arrival: datetime, priority: bool, other_priority: bool, head_start: timedelta
) -> datetime:
    """The instant before which a ticket of another lane must have come to be called before this one."""
    own = effective_arrival(arrival, priority, head_start)
    return own + head_start if other_priority else own


def competing_lanes(lane: str, lanes_of_counters: Iterable[Collection[str]]) -> frozenset[str]:
    """The lanes that are served at any counter where this lane is served, itself among them."""
    return frozenset({lane}).union(*(lanes for lanes in lanes_of_counters if lane in lanes))


@dataclass(frozen=True)
class WaitRange:
    """A wait as a range of whole minutes; one figure alone would be dishonest."""

    low: int
    high: int


ROUND_TO_MINUTES = 5


def wait_range(ahead: int, counters: int, service_minutes: tuple[float, float]) -> WaitRange | None:
    """How long a family with `ahead` before it may wait; None while no counter is open.

    `service_minutes` holds the shorter and the longer usual time of one service. Rounded outwards to
    five minutes.
    """
    if counters <= 0:
        return None
    shorter, longer = service_minutes
    low = int(ahead * shorter / counters // ROUND_TO_MINUTES) * ROUND_TO_MINUTES
    high = -int(-(ahead + 1) * longer / counters // ROUND_TO_MINUTES) * ROUND_TO_MINUTES
    return WaitRange(low, max(high, low + ROUND_TO_MINUTES))


ENOUGH_SERVICES = 5
"""From so many finished services on, the day's own times say more than the profile's."""


def usual_minutes(recent: Collection[float], typical: tuple[float, float]) -> tuple[float, float]:
    """The first and third quartile of the recent services' minutes, or `typical` while they are few."""
    if len(recent) < ENOUGH_SERVICES:
        return typical
    ordered = sorted(max(minutes, 0.0) for minutes in recent)  # a clock may have been set back
    return ordered[len(ordered) // 4], ordered[(3 * len(ordered)) // 4]
