"""How places are told to many phones at once: one message for a lane, which each phone applies to itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Ticket = TypeVar("Ticket", bound=Hashable)
Value = TypeVar("Value")


@dataclass(frozen=True)
class Shift:
    """From so many ahead on, up to the next shift, `by` more are ahead; below the first, nothing changed."""

    ahead: int
    by: int


@dataclass(frozen=True)
class News(Generic[Ticket]):
    """What happened to the places of a lane, and the tickets whose place it does not tell."""

    shifts: tuple[Shift, ...]
    untold: frozenset[Ticket]


def shifts_between(before: Mapping[Ticket, int], now: Mapping[Ticket, int]) -> News[Ticket]:
    """The shifts that lead from how many were ahead of each ticket to how many are now.

    Tickets that are not in both are left out. While the order among those who wait stays as it is, every
    ticket is told by the shifts: whoever leaves or comes in moves all behind by the same number.
    """
    common = before.keys() & now.keys()
    changes = Counter((before[ticket], now[ticket] - before[ticket]) for ticket in common)
    usual = {ahead: by for (ahead, by), _ in reversed(changes.most_common())}  # the most frequent stays
    shifts = tuple(Shift(ahead, by) for ahead, by in runs(sorted(usual.items()), first=0))
    untold = frozenset(t for t in common if before[t] + usual[before[t]] != now[t])
    return News(shifts, untold)


def shifted(ahead: int, shifts: Sequence[Shift]) -> int:
    """How many are ahead after the shifts, as the phone reckons it."""
    return ahead + next((shift.by for shift in reversed(shifts) if shift.ahead <= ahead), 0)


def runs(values: Sequence[tuple[int, Value]], first: Value | None = None) -> list[tuple[int, Value]]:
    """Only the entries whose value differs from the one before them; the first one from `first`."""
    kept, last = [], first
    for place, value in values:
        if value != last:
            kept.append((place, value))
            last = value
    return kept
