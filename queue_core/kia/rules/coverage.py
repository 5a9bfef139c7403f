"""How many of those who should have a card have one: per cent, month by month, and what may be published.

Counted as Disdukcapil Balangan counts (SMART KIDS): in 2020 it told 9,033 of 38,445 children, 23.50 %.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import NamedTuple
from zoneinfo import ZoneInfo

from queue_core.kia.rules.age import ADULT_FROM_AGE, LeapBirthday, birthday

MONTH = r"^20\d{2}-(0[1-9]|1[0-2])$"
"""A month as it is written: year and month, so that months sort as text does."""
FEWEST_HIDDEN = 2
"""One hidden figure alone could be found by subtracting the others from the total."""


class Ownership(NamedTuple):
    """So many children should have a card, so many of them have one."""

    due: int
    has: int


def month_of(day: date) -> str:
    """The month that a day is in."""
    return f"{day:%Y-%m}"


def month_of_leaving(born: date, leap: LeapBirthday) -> str:
    """The month of the seventeenth birthday: from its end on no child's card is due."""
    return month_of(birthday(born, ADULT_FROM_AGE, leap))


def latest_months(day: date, count: int) -> tuple[str, ...]:
    """The month of a day and those before it, the earliest first."""
    first, months = day.replace(day=1), [month_of(day)]
    while len(months) < count:
        first = (first - timedelta(days=1)).replace(day=1)
        months.append(month_of(first))
    return tuple(reversed(months))


def end_of(month: str, zone: ZoneInfo) -> datetime:
    """The first instant after a month on the office's clock."""
    late = date.fromisoformat(f"{month}-28") + timedelta(days=4)
    return datetime.combine(late.replace(day=1), time(), zone)


def percent(of: Ownership) -> Decimal | None:
    """Per cent with two decimals, halves rounded up; None where nobody should have a card."""
    if of.due == 0:
        return None
    return Decimal((2 * of.has * 10_000 + of.due) // (2 * of.due)).scaleb(-2)


def total(parts: Iterable[Ownership]) -> Ownership:
    """All of them together."""
    figures = list(parts)
    return Ownership(sum(one.due for one in figures), sum(one.has for one in figures))


def is_small(of: Ownership, smallest: int) -> bool:
    """Whether the figures tell of so few children that somebody could know who they are."""
    return any(0 < count < smallest for count in (of.due, of.has, of.due - of.has))


def hidden(villages: dict[str, Ownership], smallest: int) -> frozenset[str]:
    """The villages whose figures stay out of what is published beside a total.

    One that is small alone takes the next smallest with it.
    """
    small = {code for code, of in villages.items() if is_small(of, smallest)}
    others = sorted(
        (code for code in villages.keys() - small if villages[code].due), key=villages.__getitem__
    )
    return frozenset(small) | frozenset(others[: max(0, FEWEST_HIDDEN - len(small))] if small else ())
