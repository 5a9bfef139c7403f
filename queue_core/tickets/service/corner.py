"""What each reading corner told last: which of today's tickets have a book, and what was read.

In memory alone: a corner tells it all anew every minute, so that nothing of it needs to last.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from queue_core.tickets.wire.reading import CornerReading, MonthOfReading, ReadingFigures, ToldReading


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


class ToldFigures:
    """The latest figures of each corner: they are the corner's own, and derived there."""

    def __init__(self) -> None:
        self._told: dict[str, tuple[datetime, ToldReading]] = {}

    def tell(self, corner: str, now: datetime, told: ToldReading) -> None:
        """Takes the figures of one corner in place of those before."""
        self._told[corner] = (now, told)

    def of(self, month: str) -> MonthOfReading:
        """A month (such as 2026-11) in every corner that has told anything."""
        corners = tuple(
            CornerReading(corner=corner, told_at=at, figures=_of_month(told, month))
            for corner, (at, told) in sorted(self._told.items())
        )
        return MonthOfReading(month=month, corners=corners)


def month_of(day: date) -> str:
    """The month of a day, such as 2026-11."""
    return f"{day:%Y-%m}"


def _of_month(told: ToldReading, month: str) -> ReadingFigures | None:
    return next((one for one in told.months if month_of(one.first) == month), None)
