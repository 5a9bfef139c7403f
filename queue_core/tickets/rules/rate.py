"""How often something may be done: a bucket of tokens that fills with time."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Allowance:
    """So many at once, and one more each so many seconds."""

    at_once: int
    seconds_each: float


class Bucket:
    """What is left of an allowance; it begins full."""

    def __init__(self, allowance: Allowance, now: float) -> None:
        """`now` in seconds, by a clock that never goes back."""
        self._allowance = allowance
        self._left = float(allowance.at_once)
        self._as_of = now

    def wait(self, now: float) -> float:
        """Seconds until there is one to take; 0 when there is one."""
        self._fill(now)
        return max(0.0, (1 - self._left) * self._allowance.seconds_each)

    def take(self) -> None:
        """Takes one that is there."""
        self._left -= 1

    def is_full(self, now: float) -> bool:
        """Whether nothing was taken lately: a new one would be the same."""
        self._fill(now)
        return self._left >= self._allowance.at_once

    def _fill(self, now: float) -> None:
        gained = (now - self._as_of) / self._allowance.seconds_each
        self._left = min(self._left + gained, float(self._allowance.at_once))
        self._as_of = now
