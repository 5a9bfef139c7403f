"""How long one family keeps a counter: from call to call, over the last two hours."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from math import sqrt


@dataclass(frozen=True)
class CounterCall:
    """A ticket that was called to a counter; `ended_at` is None while it is there."""

    counter: int
    issued_at: datetime
    called_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True)
class Pace:
    """Minutes that counters worked while somebody waited, and the turns that they finished in them."""

    counter_minutes: float
    turns: int


LOOK_BACK = timedelta(hours=2)

AWAY = timedelta(minutes=10)
"""A counter that calls nobody for so long while somebody waits has no officer: that turn does not count."""

TYPICAL_TURNS = 10
"""The profile's figure weighs as much as so many turns that were seen."""


def typical_turn(usual_minutes: tuple[float, float]) -> float:
    """The middle of a profile's usual range; the geometric one, as service times are skewed to the right."""
    shorter, longer = usual_minutes
    return sqrt(shorter * longer)


def turn_minutes(pace: Pace, typical: float) -> float:
    """Minutes of one turn: what was seen, shrunk towards the typical figure while little was seen."""
    return (pace.counter_minutes + TYPICAL_TURNS * typical) / (pace.turns + TYPICAL_TURNS)


def pace_of(calls: Iterable[CounterCall], now: datetime) -> Pace:
    """The pace of the calls since `LOOK_BACK` before now.

    A turn lasts from one call of a counter to its next, if that ticket was already waiting: otherwise the
    counter stood idle for want of people. Services in progress add their minutes, so that a long one is
    noticed before it ends (the rate of censored times: what was finished by all the time that was spent).
    """
    by_counter: dict[int, list[CounterCall]] = defaultdict(list)
    for call in sorted(calls, key=lambda one: one.called_at):
        if now - LOOK_BACK <= call.called_at <= now:
            by_counter[call.counter].append(call)
    finished = [minutes for row in by_counter.values() for minutes in _turns(row)]
    in_progress = [now - row[-1].called_at for row in by_counter.values() if row[-1].ended_at is None]
    spent = sum([*finished, *in_progress], start=timedelta())
    return Pace(spent.total_seconds() / 60, len(finished))


def _turns(row: Sequence[CounterCall]) -> list[timedelta]:
    return [
        later.called_at - earlier.called_at
        for earlier, later in pairwise(row)
        if later.issued_at <= earlier.called_at
        and earlier.ended_at is not None
        and later.called_at - earlier.ended_at <= AWAY
    ]
