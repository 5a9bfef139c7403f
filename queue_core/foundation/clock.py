"""Where time comes from: the machine's clock, a faster one for demonstrations, one that tests set."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

Clock = Callable[[], datetime]
"""Answers the present instant as an aware datetime in UTC."""


def system_clock() -> datetime:
    """The machine's own clock."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class FastClock:
    """Starts at an instant of choice and runs `speed` times as fast as real time."""

    start: datetime
    speed: float
    monotonic: Callable[[], float] = time.monotonic
    _origin: float = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_origin", self.monotonic())

    def __call__(self) -> datetime:
        """The played instant."""
        return self.start + timedelta(seconds=(self.monotonic() - self._origin) * self.speed)


def business_day(now: datetime, zone: ZoneInfo) -> date:
    """The office's own date at an instant, whatever zone the machine is set to."""
    return now.astimezone(zone).date()
