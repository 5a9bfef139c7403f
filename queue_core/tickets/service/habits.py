"""What the office's own recent calls teach about waits; read anew every half minute, not for every ticket."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import NamedTuple

from sqlalchemy import Connection

from queue_core.foundation.profile import Profile
from queue_core.tickets.rules.pace import LOOK_BACK, pace_of, turn_minutes, typical_turn
from queue_core.tickets.rules.waiting import RATIOS_REMEMBERED, Spread, learned_spread
from queue_core.tickets.store import wait_book

KEPT_FOR = timedelta(seconds=30)
DAYS_LOOKED_BACK = timedelta(days=14)


class Habits(NamedTuple):
    """How long a family keeps one of these counters, and how real waits lie around what was expected."""

    turn_minutes: float
    spread: Spread


class KeptHabits:
    """The habits of each group of counters, with the instant at which they were learned."""

    def __init__(self) -> None:
        self._kept: dict[tuple[int, ...], tuple[datetime, Habits]] = {}

    def of(self, counters: tuple[int, ...], now: datetime, learn: Callable[[], Habits]) -> Habits:
        """The habits of these counters, learned anew when they are old (or the clock was set back)."""
        learned_at, habits = self._kept.get(counters, (None, None))
        if learned_at is None or habits is None or not timedelta() <= now - learned_at < KEPT_FOR:
            habits = learn()
            self._kept[counters] = (now, habits)
        return habits


def learned_habits(
    connection: Connection, profile: Profile, day: date, counters: tuple[int, ...], now: datetime
) -> Habits:
    """The habits as the book tells them now."""
    office = profile.office.key
    calls = wait_book.counter_calls(connection, office, day, counters, now - LOOK_BACK)
    waits = wait_book.real_waits(connection, office, day - DAYS_LOOKED_BACK, RATIOS_REMEMBERED)
    typical = typical_turn(profile.queue.typical_service_minutes)
    spread = learned_spread([max(real, 0.0) / expected for real, expected in waits])
    return Habits(turn_minutes(pace_of(calls, now), typical), spread)
