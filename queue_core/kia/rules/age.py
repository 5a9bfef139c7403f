"""What follows from a child's birth date and the office's day: age, kind of card, how long it is valid.

Permendagri 2/2016: one kind of card up to the fifth birthday, without a photo; another with one from that
day up to the day before the seventeenth. Then comes the electronic identity card (KTP-el).
"""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

PHOTO_FROM_AGE = 5
ADULT_FROM_AGE = 17
MARCH = 3


class LeapBirthday(StrEnum):
    """When somebody born on 29 February has a birthday in a year without that day."""

    FEBRUARY_28 = "february_28"
    MARCH_1 = "march_1"


class CardKind(StrEnum):
    """The two kinds of card."""

    WITHOUT_PHOTO = "without_photo"
    WITH_PHOTO = "with_photo"


class NotYetBorn(ValueError):
    """The birth date lies after the office's day."""


class TooOldForCard(ValueError):
    """Seventeen or more: an electronic identity card is due."""


def birthday(born: date, age: int, leap: LeapBirthday) -> date:
    """The day on which somebody completes so many years."""
    year = born.year + age
    try:
        return born.replace(year=year)
    except ValueError:
        first = date(year, MARCH, 1)
        return first if leap is LeapBirthday.MARCH_1 else first - timedelta(days=1)


def age_on(born: date, day: date, leap: LeapBirthday) -> int:
    """Completed years. Raises NotYetBorn."""
    if born > day:
        raise NotYetBorn(f"{born} is after {day}")
    years = day.year - born.year
    return years if birthday(born, years, leap) <= day else years - 1


def card_kind(born: date, day: date, leap: LeapBirthday) -> CardKind:
    """The kind of card that is due on a day. Raises NotYetBorn or TooOldForCard."""
    age = age_on(born, day, leap)
    if age >= ADULT_FROM_AGE:
        raise TooOldForCard(f"{age} years")
    return CardKind.WITH_PHOTO if age >= PHOTO_FROM_AGE else CardKind.WITHOUT_PHOTO


def valid_until(born: date, kind: CardKind, leap: LeapBirthday) -> date:
    """The last day on which a card of this kind is valid.

    The first kind ends with the fifth birthday, the second on the day before the seventeenth.
    """
    if kind is CardKind.WITHOUT_PHOTO:
        return birthday(born, PHOTO_FROM_AGE, leap)
    return birthday(born, ADULT_FROM_AGE, leap) - timedelta(days=1)
