"""The call of the core about what is read in the corner; queue_core/client/corner.py says what it does."""

from __future__ import annotations

from typing import Protocol

from queue_core.tickets.wire.reading import MonthOfReading


class ReadingCalls(Protocol):
    """Reads the figures of the reading corner."""

    def reading(self, month: str | None = None) -> MonthOfReading:
        """What was read in a month; the one that runs without it."""
