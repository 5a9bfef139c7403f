"""Age, kind of card and its last day: exact for every birth date from 2005 to 2030."""

from __future__ import annotations

from calendar import isleap
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from queue_core.foundation.clock import business_day
from queue_core.kia.rules.age import (
    CardKind,
    LeapBirthday,
    NotYetBorn,
    TooOldForCard,
    age_on,
    card_kind,
    valid_until,
)

FIRST, LAST = date(2005, 1, 1), date(2030, 12, 31)
ONE_DAY = timedelta(days=1)


def digits(day: date) -> int:
    return day.year * 10_000 + day.month * 100 + day.day


def age_by_digits(born: date, day: date, leap: LeapBirthday) -> int:
    """The oracle: the years between two days are the ten-thousands between their digits."""
    moved = leap is LeapBirthday.FEBRUARY_28 and (born.month, born.day) == (2, 29) and not isleap(day.year)
    return (digits(day) - digits(born) + moved) // 10_000


def around_each_birthday() -> Iterator[tuple[date, date]]:
    """Every birth date with the days about its fifth and seventeenth birthdays, whichever day these are."""
    for born in (FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)):
        for years in (5, 17):
            about = date(born.year + years, born.month, born.day - ((born.month, born.day) == (2, 29)))
            yield from ((born, about + timedelta(days=n)) for n in (-1, 0, 1, 2))


@pytest.mark.parametrize("leap", LeapBirthday)
def test_age_and_kind_are_those_of_the_digits_for_every_birth_date(leap: LeapBirthday) -> None:
    for born, day in around_each_birthday():
        age = age_by_digits(born, day, leap)
        assert age_on(born, day, leap) == age
        if age < 17:
            kind = CardKind.WITH_PHOTO if age >= 5 else CardKind.WITHOUT_PHOTO
            assert card_kind(born, day, leap) is kind


@pytest.mark.parametrize("leap", LeapBirthday)
def test_a_card_ends_with_the_fifth_birthday_or_the_day_before_the_seventeenth(leap: LeapBirthday) -> None:
    for born, day in around_each_birthday():
        age, day_before = age_by_digits(born, day, leap), age_by_digits(born, day - ONE_DAY, leap)
        if (day_before, age) == (4, 5):
            assert valid_until(born, CardKind.WITHOUT_PHOTO, leap) == day
        if (day_before, age) == (16, 17):
            assert valid_until(born, CardKind.WITH_PHOTO, leap) == day - ONE_DAY


def test_from_the_seventeenth_birthday_on_no_card_is_due() -> None:
    born = date(2009, 11, 25)
    assert card_kind(born, date(2026, 11, 24), LeapBirthday.MARCH_1) is CardKind.WITH_PHOTO
    with pytest.raises(TooOldForCard):
        card_kind(born, date(2026, 11, 25), LeapBirthday.MARCH_1)


def test_a_child_that_is_not_born_yet_has_no_age() -> None:
    with pytest.raises(NotYetBorn):
        age_on(date(2026, 11, 26), date(2026, 11, 25), LeapBirthday.MARCH_1)


@pytest.mark.parametrize(
    ("zone", "kind"),
    [
        ("Asia/Jakarta", CardKind.WITHOUT_PHOTO),
        ("Asia/Makassar", CardKind.WITHOUT_PHOTO),
        ("Asia/Jayapura", CardKind.WITH_PHOTO),
    ],
)
def test_the_birthday_begins_at_the_offices_own_midnight(zone: str, kind: CardKind) -> None:
    before_midnight_in_makassar = datetime(2026, 11, 24, 15, 30, tzinfo=UTC)
    today = business_day(before_midnight_in_makassar, ZoneInfo(zone))
    assert card_kind(date(2021, 11, 25), today, LeapBirthday.MARCH_1) is kind
