"""Made-up days at an office with equal counters (M/M/c): who waited how long, and what they were told."""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random
from typing import NamedTuple

from queue_core.tickets.rules.pace import CounterCall, pace_of, turn_minutes
from queue_core.tickets.rules.waiting import (
    RATIOS_REMEMBERED,
    Forecast,
    PlaceInLine,
    expected_minutes,
    forecast,
    learned_spread,
)

START = datetime(2021, 2, 8, tzinfo=UTC)
SERVICE_MINUTES, LOAD, OPEN_MINUTES = 6.0, 0.95, 420.0
TYPICAL_MINUTES = 14.0
"""The profile's figure; wrong on purpose: the office learns its own."""


class SimulatedWait(NamedTuple):
    """One family that found every counter busy."""

    expected: float
    told: Forecast
    real: float


@dataclass(frozen=True)
class Visit:
    """One family of a day, in minutes since the opening."""

    came: float
    counter: int
    called: float
    ended: float

    def seen_at(self, minute: float) -> CounterCall:
        ended = None if self.ended > minute else _at(self.ended)
        return CounterCall(self.counter, _at(self.came), _at(self.called), ended)


def simulated_days(counters: int, days: int, seed: int) -> list[SimulatedWait]:
    """The waits of all days in order of issue; what was learned is carried from day to day."""
    chance = Random(seed)
    waits: list[SimulatedWait] = []
    for _ in range(days):
        earlier = [wait.real / wait.expected for wait in waits[-RATIOS_REMEMBERED:]]
        waits += _told(list(_visits(counters, chance)), counters, earlier)
    return waits


def _visits(counters: int, chance: Random) -> Iterator[Visit]:
    free_at = [(0.0, number) for number in range(counters)]
    came = 0.0
    while (came := came + chance.expovariate(LOAD * counters / SERVICE_MINUTES)) < OPEN_MINUTES:
        free, number = heapq.heappop(free_at)
        called = max(free, came)
        ended = called + chance.expovariate(1 / SERVICE_MINUTES)
        heapq.heappush(free_at, (ended, number))
        yield Visit(came, number, called, ended)


def _told(visits: list[Visit], counters: int, earlier: list[float]) -> Iterator[SimulatedWait]:
    told: list[tuple[Visit, SimulatedWait]] = []
    for place, visit in enumerate(visits):
        before = visits[:place]
        ahead = sum(other.called > visit.came for other in before)
        if visit.called == visit.came:
            continue
        calls = [other.seen_at(visit.came) for other in before if other.called <= visit.came]
        turn = turn_minutes(pace_of(calls, _at(visit.came)), TYPICAL_MINUTES)
        expected = expected_minutes(PlaceInLine(ahead, counters), turn) or 0.0
        today = [wait.real / wait.expected for other, wait in told if other.called <= visit.came]
        said = forecast(expected, learned_spread([*earlier, *today][-RATIOS_REMEMBERED:]))
        told.append((visit, SimulatedWait(expected, said, visit.called - visit.came)))
    return iter([wait for _, wait in told])


def _at(minute: float) -> datetime:
    return START + timedelta(minutes=minute)
