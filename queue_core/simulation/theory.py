"""Queueing theory in closed form: Erlang C, the counters that a target needs, the waits of lane policies.

Rates are per minute and times in minutes, or both in another unit throughout. A load is a share of what all
counters together can do. Arrivals are Poisson; at several counters service times are exponential.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

MOST_COUNTERS = 1_000


def erlang_c(counters: int, offered: float) -> float:
    """The share of arrivals that must wait at so many counters; 1 when they cannot keep up.

    `offered` is arrivals times service time (Erlang, 1917), by the stable recursion over Erlang B.
    """
    if offered >= counters:
        return 1.0
    blocked = 1.0
    for number in range(1, counters + 1):
        blocked = offered * blocked / (number + offered * blocked)
    return counters * blocked / (counters - offered * (1 - blocked))


@dataclass(frozen=True)
class Office:
    """Counters that all serve one line (M/M/c)."""

    counters: int
    arrivals: float
    service: float

    @property
    def offered(self) -> float:
        """The work that comes, in counters kept busy."""
        return self.arrivals * self.service

    @property
    def busy(self) -> float:
        """The share of time that a counter is busy."""
        return self.offered / self.counters

    @property
    def must_wait(self) -> float:
        """The share of arrivals that must wait."""
        return erlang_c(self.counters, self.offered)

    @property
    def mean_wait(self) -> float:
        """The mean wait for service; infinite when the counters cannot keep up."""
        spare = self.counters - self.offered
        return self.must_wait * self.service / spare if spare > 0 else math.inf

    @property
    def mean_waiting(self) -> float:
        """How many wait on average (Little, 1961)."""
        return self.arrivals * self.mean_wait

    def served_within(self, minutes: float) -> float:
        """The share of arrivals that wait no longer than so many minutes."""
        spare = self.counters - self.offered
        return 1 - self.must_wait * math.exp(-spare * minutes / self.service) if spare > 0 else 0.0


def counters_needed(arrivals: float, service: float, within: float, share: float) -> int:
    """The fewest counters at which a share of the arrivals waits no longer than `within`; 0 without any."""
    if arrivals <= 0:
        return 0
    for counters in range(max(math.ceil(arrivals * service), 1), MOST_COUNTERS):
        if Office(counters, arrivals, service).served_within(within) >= share:
            return counters
    return MOST_COUNTERS


def positions(counters: int, absent: float) -> int:
    """The people to plan for, so that `counters` are staffed while a share of the people is away."""
    return math.ceil(round(counters / (1 - absent), 9))


def residual_wait(arrivals: Sequence[float], second_moments: Sequence[float]) -> float:
    """What remains of the service that an arrival finds at one counter: W0 = sum of rate times E[S^2] / 2."""
    return sum(rate * moment for rate, moment in zip(arrivals, second_moments, strict=True)) / 2


def accumulating_waits(loads: Sequence[float], rates: Sequence[float], residual: float) -> list[float]:
    """The mean wait of each class when priority accumulates at `rates` (Kleinrock, 1964).

    `residual` is `residual_wait` at one counter, and must_wait * service / counters at several with the same
    service times (Sharif, Stanford, Taylor and Ziedins, 2014). The classes together must load less than 1.
    """
    waits: dict[int, float] = {}
    for k in sorted(range(len(rates)), key=lambda one: rates[one]):
        slower = sum(loads[i] * waits[i] * (1 - rates[i] / rates[k]) for i in waits if rates[i] < rates[k])
        faster = sum(loads[i] * (1 - rates[k] / rate) for i, rate in enumerate(rates) if rate > rates[k])
        waits[k] = (residual / (1 - sum(loads)) - slower) / (1 - faster)
    return [waits[k] for k in range(len(rates))]


def strict_waits(loads: Sequence[float], residual: float) -> list[float]:
    """The mean wait of each class under strict priority, the first class first (Cobham, 1954)."""
    before = [sum(loads[:k]) for k in range(len(loads) + 1)]
    return [residual / ((1 - before[k]) * (1 - before[k + 1])) for k in range(len(loads))]
