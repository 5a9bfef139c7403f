"""Who is called next, and who would be called before whom."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True)
class Candidate:
    """A waiting ticket as far as the choice needs to know it; `rank_at` orders it within its lane."""

    ticket_id: int
    priority: bool
    rank_at: datetime


def effective_arrival(rank_at: datetime, priority: bool, head_start: timedelta) -> datetime:
    """When a ticket counts as having come: a priority ticket comes `head_start` earlier than it did.

    The affine form of the accumulating priority queue (Stanford, Taylor and Ziedins, Queueing Systems 77,
    2014): an ordinary ticket is overtaken only by priority tickets that come within `head_start` after it.
    """
    return rank_at - head_start if priority else rank_at


def choose_next(lane_heads: Iterable[Candidate], head_start: timedelta) -> Candidate | None:
    """Who is called next, given the first of each lane; None when nobody waits."""
    return min(
        lane_heads,
        key=lambda one: (effective_arrival(one.rank_at, one.priority, head_start), one.ticket_id),
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
