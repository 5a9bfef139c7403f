"""What played days tell: waits by lane, who pays for priority, what came late, the counters to plan."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean, median

from queue_core.simulation.day import Served, Visit
from queue_core.simulation.theory import counters_needed, positions

MINUTES_OF_AN_HOUR = 60


@dataclass(frozen=True)
class Waits:
    """The waits of some families in minutes; `plain_mean` is what they had waited without priority."""

    families: int
    mean: float
    median: float
    nine_in_ten: float
    longest: float
    plain_mean: float

    @property
    def paid(self) -> float:
        """Minutes that each paid for the priority of others on average; below 0: won by it."""
        return self.mean - self.plain_mean


def waits_of(served: Sequence[Served], plain: Sequence[Served]) -> Waits:
    """The waits of the same families under a policy and without priority. There must be one at least."""
    waited = sorted(one.wait for one in served)
    return Waits(
        families=len(waited),
        mean=fmean(waited),
        median=median(waited),
        nine_in_ten=nine_in_ten(waited),
        longest=waited[-1],
        plain_mean=fmean(one.wait for one in plain),
    )


def nine_in_ten(ordered: Sequence[float]) -> float:
    """The least wait that nine in ten do not exceed."""
    return ordered[-(-9 * len(ordered) // 10) - 1]


def waits_by_lane(served: Sequence[Served], plain: Sequence[Served]) -> dict[str, Waits]:
    """The waits of each lane that somebody came to."""
    lanes = sorted({one.visit.lane for one in served})
    return {lane: waits_of(_of(lane, served), _of(lane, plain)) for lane in lanes}


def _of(lane: str, served: Sequence[Served]) -> list[Served]:
    return [one for one in served if one.visit.lane == lane]


def over_standard(served: Sequence[Served]) -> tuple[int, int]:
    """How many services took longer than their standard, of how many that have one."""
    held = [one.visit for one in served if one.visit.standard is not None]
    return sum(visit.minutes > (visit.standard or 0) for visit in held), len(held)


def longer_than(served: Sequence[Served], minutes: float) -> int:
    """How many waited longer than so many minutes."""
    return sum(one.wait > minutes for one in served)


@dataclass(frozen=True)
class Target:
    """What an office wants to promise: a share waits no longer than so many minutes."""

    within: float
    share: float
    absent: float
    """The share of the people who are away."""


@dataclass(frozen=True)
class Hour:
    """One hour of the day: who came, and the counters and people that such an hour needs."""

    hour: int
    families: float
    counters: int
    people: int


def hours_of(visits: Sequence[Visit], runs: int, target: Target) -> list[Hour]:
    """Every hour in which somebody came, by Erlang C: as if the hour went on for ever.

    `visits` are those of all runs together.
    """
    service = fmean(visit.minutes for visit in visits)
    came = Counter(int(visit.at // MINUTES_OF_AN_HOUR) for visit in visits)
    return [_hour(hour, came[hour] / runs, service, target) for hour in sorted(came)]


def _hour(hour: int, families: float, service: float, target: Target) -> Hour:
    needed = counters_needed(families / MINUTES_OF_AN_HOUR, service, target.within, target.share)
    return Hour(hour, families, needed, positions(needed, target.absent))
