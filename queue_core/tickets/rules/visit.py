"""When a visit is over, and with it the page of its ticket."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date


def is_over(day: date, ended_on: date | None, today: date, still_open: Iterable[bool]) -> bool:
    """Whether the visit of a ticket of this day is over.

    It lasts until the ticket has ended (`ended_on`: the office's day on which it did), and for the rest of
    that day and of its own; then as long as something of it is still open elsewhere, which is looked at only
    then.
    """
    return ended_on is not None and today > max(day, ended_on) and not any(still_open)
