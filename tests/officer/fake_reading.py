"""The call about the reading corner that the fake core answers."""

from __future__ import annotations

from datetime import UTC, date, datetime

from queue_core.tickets.wire.reading import (
    CornerReading,
    DayRead,
    MonthOfReading,
    ReadingFigures,
    TitleRead,
)

TOLD = datetime(2026, 11, 23, 2, 29, tzinfo=UTC)


class FakeReadingCalls:
    """One corner that told of November; nothing of another month, nothing at all where it is silent."""

    corner_is_silent = False

    def reading(self, month: str | None = None) -> MonthOfReading:
        of = month or "2026-11"
        told = CornerReading(corner="corner-1", told_at=TOLD, figures=november() if month is None else None)
        return MonthOfReading(month=of, corners=() if self.corner_is_silent else (told,))


def november() -> ReadingFigures:
    """What the corner told."""
    days = (DayRead(day=date(2026, 11, 20), here=8, home=2), DayRead(day=date(2026, 11, 23), here=4, home=1))
    return ReadingFigures(
        first=date(2026, 11, 1),
        last=date(2026, 11, 23),
        titles=312,
        copies=705,
        missing=3,
        days=days,
        most_read=(TitleRead(name="Si Kancil", times=7),),
    )
