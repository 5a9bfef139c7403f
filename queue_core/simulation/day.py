"""Plays a day of visits through counters and a lane policy: the core's own rule chooses, SimPy keeps time."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Generator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import simpy

from queue_core.tickets.rules.policy import Candidate, HeadStart, Policy, memory, order_of_calls

FIRST_COME = HeadStart(timedelta())
"""Nobody has priority: what every policy is compared with."""
MIDNIGHT = datetime(2021, 2, 8, tzinfo=UTC)
"""Where the minutes of a played day are counted from; which day it is decides nothing."""


@dataclass(frozen=True)
class Visit:
    """One family: when it comes (minutes of the day), in which lane, and how long its service takes."""

    at: float
    lane: str
    minutes: float
    standard: float | None = None
    """The minutes that its service may take; None when nobody promised any."""


@dataclass(frozen=True)
class Served:
    """A visit as it went."""

    visit: Visit
    called_at: float
    counter: int

    @property
    def wait(self) -> float:
        """Minutes from coming to being called."""
        return self.called_at - self.visit.at

    @property
    def ended_at(self) -> float:
        """When the counter was free again."""
        return self.called_at + self.visit.minutes


@dataclass(frozen=True)
class Hall:
    """The counters by the lanes that each serves, which lanes have priority, and the policy."""

    counters: Sequence[Collection[str]]
    priority: Collection[str]
    policy: Policy


def play(visits: Sequence[Visit], hall: Hall) -> list[Served]:
    """Every visit as it went, in the order of calling. Counters stay until everybody is served.

    A lane that no counter serves is never called.
    """
    day = _Day(visits, hall)
    day.clock.process(day.arrivals())
    for number, lanes in enumerate(hall.counters):
        day.clock.process(day.counter(number, lanes))
    day.clock.run()
    return day.served


Steps = Generator[simpy.Event, Any, None]


class _Day:
    def __init__(self, visits: Sequence[Visit], hall: Hall) -> None:
        self.clock = simpy.Environment()
        self.served: list[Served] = []
        self._hall = hall
        self._visits = sorted(visits, key=lambda visit: visit.at)
        self._waiting: dict[str, deque[Candidate]] = {visit.lane: deque() for visit in visits}
        self._somebody_came = self.clock.event()

    def arrivals(self) -> Steps:
        """Everybody comes at their time."""
        for key, visit in enumerate(self._visits):
            if visit.at > self.clock.now:
                yield self.clock.timeout(visit.at - self.clock.now)
            priority = visit.lane in self._hall.priority
            self._waiting[visit.lane].append(Candidate(key, priority, _instant(visit.at), visit.lane))
            self._somebody_came.succeed()
            self._somebody_came = self.clock.event()

    def counter(self, number: int, lanes: Collection[str]) -> Steps:
        """One counter calls, serves, and waits while nobody is there for it."""
        latest: deque[bool] = deque(maxlen=memory(self._hall.policy))
        mine = [self._waiting[lane] for lane in lanes if lane in self._waiting]
        while True:
            heads = [line[0] for line in mine if line]
            if not heads:
                yield self._somebody_came
                continue
            called = order_of_calls(heads, self._hall.policy, _instant(self.clock.now), tuple(latest))[0]
            self._waiting[called.lane].popleft()
            latest.appendleft(called.priority)
            visit = self._visits[called.ticket_id]
            self.served.append(Served(visit, self.clock.now, number))
            yield self.clock.timeout(visit.minutes)


def _instant(minutes: float) -> datetime:
    return MIDNIGHT + timedelta(minutes=minutes)
