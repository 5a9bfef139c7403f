"""The lane policies: in which order those who wait are called. An office chooses one in its profile.

Every order below is that in which one counter would call everybody who waits now, were nobody else to come.
The same instant goes by the lower ticket id.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True)
class Candidate:
    """A waiting ticket as far as the choice needs to know it; `rank_at` orders it within its lane."""

    ticket_id: int
    priority: bool
    rank_at: datetime
    lane: str


@dataclass(frozen=True)
class HeadStart:
    """A priority ticket counts as having come so much earlier than it did."""

    head_start: timedelta


@dataclass(frozen=True)
class Accumulating:
    """Every minute of waiting earns a ticket the points of its lane; the most points are called."""

    rates: Mapping[str, float]
    """Points a minute, by the lane's letter."""


@dataclass(frozen=True)
class Ratio:
    """So many priority tickets, then so many ordinary ones, at each counter."""

    priority: int
    ordinary: int

    @property
    def memory(self) -> int:
        """How many of a counter's latest calls decide whose turn it is."""
        return self.priority + self.ordinary - 1


@dataclass(frozen=True)
class Strict:
    """Priority tickets first, as long as one waits: ordinary ones may starve."""


Policy = HeadStart | Accumulating | Ratio | Strict
Order = list[Candidate]


def effective_arrival(rank_at: datetime, priority: bool, head_start: timedelta) -> datetime:
    """When a ticket counts as having come under head start."""
    return rank_at - head_start if priority else rank_at


def by_head_start(waiting: Iterable[Candidate], policy: HeadStart) -> Order:
    """By when each ticket counts as having come.

    The affine form of the accumulating priority queue (Stanford, Taylor and Ziedins, Queueing Systems 77,
    2014): an ordinary ticket is overtaken only by priority tickets that come within the head start after it.
    """

    def counts_from(one: Candidate) -> tuple[datetime, int]:
        return effective_arrival(one.rank_at, one.priority, policy.head_start), one.ticket_id

    return sorted(waiting, key=counts_from)


def points(ticket: Candidate, policy: Accumulating, now: datetime) -> float:
    """What a ticket has earned by waiting; none while its rank lies in the future."""
    waited = max(now - ticket.rank_at, timedelta())
    return policy.rates[ticket.lane] * (waited / timedelta(minutes=1))


def by_points(waiting: Iterable[Candidate], policy: Accumulating, now: datetime) -> Order:
    """By points as they stand at this instant: b_k (t - arrival) (Kleinrock, 1964; Stanford et al., 2014).

    Nobody starves while the faster lanes alone do not overload the counters for good.
    """
    return sorted(waiting, key=lambda one: (-points(one, policy, now), one.rank_at, one.ticket_id))


def ordinary_is_due(policy: Ratio, latest: Sequence[bool]) -> bool:
    """Whether it is an ordinary ticket's turn at a counter.

    `latest` tells of the counter's latest calls, newest first, whether each was of a priority ticket; calls
    before the day's first count as ordinary. While both kinds wait, of any `priority + ordinary` calls at a
    counter exactly `priority` are of priority tickets, and never more than that in a row.
    """
    remembered = latest[: policy.memory]
    return policy.memory - sum(remembered) < policy.ordinary


def by_turns(waiting: Iterable[Candidate], policy: Ratio, latest: Sequence[bool] = ()) -> Order:
    """In turns, each kind by its rank; when nobody of the kind waits, the other is called."""
    came = sorted(waiting, key=_came)
    lines = {kind: [one for one in came if one.priority is kind] for kind in (True, False)}
    order: Order = []
    past = list(latest)
    while lines[True] or lines[False]:
        wanted = not ordinary_is_due(policy, past)
        called = lines[wanted if lines[wanted] else not wanted].pop(0)
        past.insert(0, called.priority)
        order.append(called)
    return order


def by_class(waiting: Iterable[Candidate]) -> Order:
    """Every priority ticket before every ordinary one (Cobham, 1954)."""
    return sorted(waiting, key=lambda one: (not one.priority, *_came(one)))


def order_of_calls(
    waiting: Iterable[Candidate], policy: Policy, now: datetime, latest: Sequence[bool] = ()
) -> Order:
    """Everybody who waits in the order of the policy; `latest` is for `ordinary_is_due`."""
    match policy:
        case HeadStart():
            return by_head_start(waiting, policy)
        case Accumulating():
            return by_points(waiting, policy, now)
        case Ratio():
            return by_turns(waiting, policy, latest)
        case Strict():
            return by_class(waiting)


def memory(policy: Policy) -> int:
    """How many of a counter's latest calls the policy needs to know."""
    return policy.memory if isinstance(policy, Ratio) else 0


def _came(ticket: Candidate) -> tuple[datetime, int]:
    return ticket.rank_at, ticket.ticket_id
