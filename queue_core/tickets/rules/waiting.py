"""How long a family may have to wait, as a range."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass


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
