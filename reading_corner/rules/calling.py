"""What somebody with a book is told of their number: how far it is, and when to bring the book back. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from queue_core.tickets.rules.life import AT_COUNTER_STATES, SET_ASIDE_STATES, TicketState

NEAR_BEFORE = 2
"""With so many before it, a number is near: long enough to bring a book back. Assumed.

While no counter serves its lane no number is near: nobody will be called soon.
"""
NEAR_MINUTES = 5
"""With so many minutes to go for half of the families, a number is near. Assumed."""


class Standing(StrEnum):
    """How a number stands."""

    WAITING = "waiting"
    NEAR = "near"
    CALLED = "called"
    """Its counter is told: the family is awaited there, or there already."""
    ASIDE = "aside"
    """It was called and nobody came, or it waits for papers: the family asks at the counter."""
    OVER = "over"
    """It is not in the queue of today, or no more."""
    UNKNOWN = "unknown"
    """The core is away: nothing is said."""


@dataclass(frozen=True)
class Line:
    """A waiting number in its line: how many are called before it, and how many a newcomer has before them.

    `half` and `nine_in_ten` are the minutes that a newcomer is told; None while no counter serves the lane.
    """

    before: int
    all: int
    half: int | None = None
    nine_in_ten: int | None = None


@dataclass(frozen=True)
class NumberNow:
    """How a number stands; the figures are None where they are not known."""

    standing: Standing
    before: int | None = None
    half: int | None = None
    nine_in_ten: int | None = None
    counter: int | None = None

    @property
    def message(self) -> str | None:
        """The key of the sentence in the page's catalogue; None where nothing is said."""
        return None if self.standing is Standing.UNKNOWN else f"number.{self.standing}"


NOTHING_KNOWN = NumberNow(Standing.UNKNOWN)


def number_now(state: TicketState | None, counter: int | None, line: Line | None) -> NumberNow:
    """How a number stands by the state of its ticket (None: not in the hall), its counter and its line."""
    if state in AT_COUNTER_STATES:
        return NumberNow(Standing.CALLED, counter=counter)
    if state in SET_ASIDE_STATES:
        return NumberNow(Standing.ASIDE)
    return NumberNow(Standing.OVER) if line is None else _in_line(line)


def _in_line(line: Line) -> NumberNow:
    half, nine_in_ten = share(line.half, line), share(line.nine_in_ten, line)
    near = half is not None and (line.before <= NEAR_BEFORE or half <= NEAR_MINUTES)
    return NumberNow(Standing.NEAR if near else Standing.WAITING, line.before, half, nine_in_ten)


def share(minutes: int | None, line: Line) -> int | None:
    """A newcomer's minutes, cut to the part of the line that is before this number, rounded up.

    Nobody has measured how far the truth lies from this: the page says "about".
    """
    return None if minutes is None else -(-minutes * (line.before + 1) // (line.all + 1))
