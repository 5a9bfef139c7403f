"""How long a family may have to wait: a range, learned from the office's own recent waits.

Three steps: the turn (`rules/pace.py`: how long one family keeps a counter), the expectation (the turns
before the family, shared by the open counters), and the spread (how the office's real waits lay around what
was expected). Method, figures, alternatives: docs/decisions/0017-a-range-that-learns.md.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from math import ceil


@dataclass(frozen=True)
class WaitRange:
    """What a family is told, in steps of five minutes: one figure alone would be dishonest.

    Half of the families wait about `half` minutes or less, nine in ten `nine_in_ten` or less.
    """

    half: int
    nine_in_ten: int


@dataclass(frozen=True)
class PlaceInLine:
    """What stands before a family: tickets called before it, open counters, how many of these are free."""

    ahead: int
    counters: int
    free: int = 0


@dataclass(frozen=True)
class Spread:
    """By what an expectation is multiplied so that half, and nine in ten, of the real waits lie below."""

    half: float
    nine_in_ten: float


@dataclass(frozen=True)
class Forecast:
    """Minutes that half, and nine in ten, of the families in this place wait at most."""

    half: float
    nine_in_ten: float


TURNS_BESIDES_THOSE_AHEAD = 3.0
"""Those in progress, and what no count shows: pauses, long cases. By cross validation: decision 0017."""

FIRST_RATIOS = (
    0.17, 0.24, 0.30, 0.35, 0.39, 0.43, 0.48, 0.52, 0.57, 0.62,
    0.68, 0.74, 0.81, 0.89, 0.98, 1.09, 1.24, 1.46, 1.92, 4.12,
)  # fmt: skip
"""Real waits by what was expected: the 2.5, 7.5 ... 97.5 % points of 104 real queues (docs/benchmarks.md)."""

RATIOS_REMEMBERED = 200
"""So many of the latest waits the spread is learned from: about a week of a small office."""

STEP_MINUTES = 5


def expected_minutes(place: PlaceInLine, turn_minutes: float) -> float | None:
    """The expectation: 0 while a counter is free for the family, None while no counter is open.

    The queue-length predictor (n + 1) / (s mu) of Ibrahim and Whitt (2009), with another constant than 1.
    """
    if place.counters <= 0:
        return None
    if place.ahead < place.free:
        return 0.0
    return (place.ahead - place.free + TURNS_BESIDES_THOSE_AHEAD) * turn_minutes / place.counters


def learned_spread(ratios: Collection[float]) -> Spread:
    """The spread of the office's own latest waits, each by what was expected when its ticket was issued.

    A split conformal bound on a sliding window. `FIRST_RATIOS` stand beside the own ratios: alone on the
    first morning, outweighed within a few days.
    """
    ordered = sorted([*ratios, *FIRST_RATIOS])
    return Spread(_quantile(ordered, 0.5), _quantile(ordered, 0.9))


def forecast(expected: float, spread: Spread) -> Forecast:
    """The two figures of an expectation."""
    return Forecast(expected * spread.half, expected * spread.nine_in_ten)


def told(forecast: Forecast) -> WaitRange:
    """The figures as people say them: to the nearest five minutes, never zero, never the same twice."""
    half = max(_nearest_step(forecast.half), STEP_MINUTES)
    return WaitRange(half, max(_nearest_step(forecast.nine_in_ten), half + STEP_MINUTES))


def _nearest_step(minutes: float) -> int:
    return int(minutes / STEP_MINUTES + 0.5) * STEP_MINUTES


def _quantile(ordered: Sequence[float], share: float) -> float:
    """The smallest value that has at least this share of the values at or below it."""
    return ordered[ceil(share * len(ordered)) - 1]
