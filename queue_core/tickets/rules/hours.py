"""When an office gives out numbers: its hours as instants of one day. Time comes in as an argument."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Protocol
from zoneinfo import ZoneInfo

DAYS_LOOKED_AHEAD = 31
"""The longest closing that is looked across; Lebaran with joint leave takes about two weeks."""


class WeeklyHours(Protocol):
    """Opening and closing on some days of the week (1 is Monday, ISO 8601), as the profile has them."""

    @property
    def days(self) -> tuple[int, ...]:
        """The days of the week."""
        ...

    @property
    def opens(self) -> time:
        """Local time of opening."""
        ...

    @property
    def closes(self) -> time:
        """Local time of closing."""
        ...


@dataclass(frozen=True)
class Span:
    """One stretch of a day in which people are served; the last number is given at `last_ticket`."""

    opens: datetime
    last_ticket: datetime
    closes: datetime


class Standing(StrEnum):
    """Whether numbers are given out now, or why not."""

    OPEN = "open"
    NOT_YET = "not_yet"
    """It opens (again) later this day."""
    OVER = "over"
    """The last number of this day has been given: soon closing, or closed."""
    CLOSED = "closed"
    """It does not open this day."""
    FULL = "full"
    """The quota is used up."""
    NEEDS_CORE = "needs_core"
    """Only the core knows what is left of the quota, and it is away: said by a kiosk alone."""


def stretch(opens: datetime, closes: datetime, last_ticket: timedelta) -> Span:
    """One stretch whose last number is given so long before closing, and never before it opens."""
    return Span(opens, max(opens, closes - last_ticket), closes)


def spans_on(
    day: date, hours: Iterable[WeeklyHours], zone: ZoneInfo, last_ticket: timedelta
) -> tuple[Span, ...]:
    """The stretches of a day, in order; `last_ticket` is how long before closing the last number is given."""
    found = []
    for one in hours:
        if day.isoweekday() in one.days:
            opens = datetime.combine(day, one.opens, zone).astimezone(UTC)
            closes = datetime.combine(day, one.closes, zone).astimezone(UTC)
            found.append(stretch(opens, closes, last_ticket))
    return tuple(sorted(found, key=lambda span: span.opens))


def standing(now: datetime, today: Sequence[Span]) -> Standing:
    """Whether numbers are given at this instant of the day."""
    if any(span.opens <= now < span.last_ticket for span in today):
        return Standing.OPEN
    if any(now < span.opens for span in today):
        return Standing.NOT_YET
    return Standing.OVER if today else Standing.CLOSED


def last_ticket_at(now: datetime, today: Sequence[Span]) -> datetime | None:
    """Until when numbers are given in the present stretch; None outside of any."""
    return next((span.last_ticket for span in today if span.opens <= now < span.last_ticket), None)


def next_opening(now: datetime, today: date, spans: Callable[[date], Sequence[Span]]) -> datetime | None:
    """The next instant from which numbers are given again; None when no day ahead opens.

    `spans` tells the stretches of a day: none on a holiday.
    """
    days = (today + timedelta(days=ahead) for ahead in range(DAYS_LOOKED_AHEAD))
    return next((span.opens for day in days for span in spans(day) if span.opens > now), None)


def after_closing(now: datetime, today: Sequence[Span]) -> bool:
    """Whether the day's last stretch is over: who has a number is still served."""
    return bool(today) and now >= max(span.closes for span in today)
