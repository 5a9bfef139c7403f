"""Which of today's tickets have a book of the reading corner, as each corner told it last.

In memory alone: a corner tells it all anew every minute, so that nothing of it needs to last.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date


class ToldBooks:
    """The latest telling of each corner; what was told on an earlier day counts no more."""

    def __init__(self) -> None:
        self._told: dict[str, tuple[date, frozenset[str]]] = {}

    def tell(self, corner: str, day: date, numbers: Collection[str]) -> None:
        """Takes the whole list of one corner in place of the one before."""
        self._told[corner] = (day, frozenset(numbers))

    def has(self, day: date, number: str) -> bool:
        """Whether the ticket of that day has a book."""
        return any(day == told and number in numbers for told, numbers in self._told.values())
