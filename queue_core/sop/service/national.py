"""Indonesia's national holidays and joint leave, from the package `holidays`."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cache

CATEGORIES = ("public", "government")
"""National holidays, and the joint leave (cuti bersama) that ministers decree each year."""


@cache
def national_holidays(year: int) -> frozenset[date]:
    """The year's holidays and joint leave, as far as they are known to the package."""
    return _days(year, CATEGORIES)


def years_around(year: int) -> frozenset[date]:
    """The holidays that a clock of this year may meet."""
    return frozenset().union(*(national_holidays(one) for one in range(year - 1, year + 3)))


def thin_years(years: Iterable[int]) -> tuple[int, ...]:
    """The years whose joint leave is not decreed yet, or not known to this version of the package."""
    return tuple(year for year in years if national_holidays(year) == _days(year, CATEGORIES[:1]))


def _days(year: int, categories: tuple[str, ...]) -> frozenset[date]:
    from holidays import country_holidays  # half a second: only what counts office time pays for it

    return frozenset(country_holidays("ID", years=year, categories=categories))
