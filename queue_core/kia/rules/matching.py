"""Whether two files may be of one child: by NIK for certain; by name, birth date and mother as a suspicion.

A suspicion is for a person to decide. Twins pass: they share day and mother, and are told apart by a name.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from queue_core.kia.rules.likeness import Alike, alike, alike_mothers
from queue_core.kia.rules.nik import SIXTEEN_DIGITS, Sex
from queue_core.kia.rules.slips import distance

LONG_NAME = 3
"""From so many words on a name is seldom borne by two children."""


class Sureness(StrEnum):
    """How sure it is that a child is the same."""

    CERTAIN = "certain"
    SUSPICION = "suspicion"


class Trait(StrEnum):
    """What is alike. A closed list: it may be told where no name may stand."""

    NIK = "nik"
    NAME = "name"
    NAME_NEAR = "name_near"
    BIRTH_DATE = "birth_date"
    BIRTH_DATE_NEAR = "birth_date_near"
    """Day and month swapped, or one digit wrong."""
    MOTHER = "mother"
    MOTHER_UNKNOWN = "mother_unknown"


@dataclass(frozen=True)
class Facts:
    """What tells a child from others."""

    name: tuple[str, ...]
    """In words, as `names.tokens` gives them."""
    nik: str
    birth_date: date | None
    mother: tuple[str, ...]
    sex: Sex | None


@dataclass(frozen=True)
class Match:
    """That two files may be of one child, and why."""

    sureness: Sureness
    traits: tuple[Trait, ...]


class Dates(StrEnum):
    """How two birth dates fit."""

    SAME = "same"
    SWAPPED = "swapped"
    SLIP = "slip"
    OTHER = "other"


def match(one: Facts, other: Facts) -> Match | None:
    """What is found between two children; None when they are others."""
    same_nik = one.nik == other.nik and bool(SIXTEEN_DIGITS.fullmatch(one.nik))
    if not same_nik and not _is_suspicious(one, other):
        return None
    sureness = Sureness.CERTAIN if same_nik else Sureness.SUSPICION
    return Match(sureness, tuple(_traits(one, other)))


def fit(one: date, other: date) -> Dates:
    """How two birth dates fit: the same, day and month swapped, one digit wrong, or others."""
    if one == other:
        return Dates.SAME
    if (one.day, one.month, one.year) == (other.month, other.day, other.year):
        return Dates.SWAPPED
    wrong = sum(a != b for a, b in zip(f"{one:%d%m%Y}", f"{other:%d%m%Y}", strict=True))
    return Dates.SLIP if wrong == 1 else Dates.OTHER


def swapped(day: date) -> Iterator[date]:
    """The date with day and month swapped, if that is one."""
    with suppress(ValueError):
        yield day.replace(day=day.month, month=day.day)


def near_dates(day: date) -> Iterator[date]:
    """Every date that one wrong digit makes of this one, within its century."""
    digits = f"{day:%d%m%Y}"
    for at in (0, 1, 2, 3, 6, 7):
        for digit in "0123456789":
            typed = digits[:at] + digit + digits[at + 1 :]
            with suppress(ValueError):
                slipped = date(int(typed[4:]), int(typed[2:4]), int(typed[:2]))
                if slipped != day:
                    yield slipped


def _is_suspicious(one: Facts, other: Facts) -> bool:
    """The decision table; likeness of the name as in `Alike`. Without both birth dates nothing is suspected.

    | birth date | mother alike, or NIK nearly the same | mother not known |
    |---|---|---|
    | same, or swapped | any likeness | any, one word more or less at most |
    | one digit wrong | near, or part of three words with one more | the same name of three words |
    """
    if one.birth_date is None or other.birth_date is None or _is_against(one, other):
        return False
    fits = fit(one.birth_date, other.birth_date)
    if fits is Dates.OTHER or (named := _named(one, other)) is Alike.OTHER:
        return False
    one_more_at_most = abs(len(one.name) - len(other.name)) <= 1
    if fits is not Dates.SLIP:
        return one_more_at_most or _is_backed(one, other)
    long = min(len(one.name), len(other.name)) >= LONG_NAME
    if not _is_backed(one, other):
        return long and named is Alike.SAME
    return named >= Alike.NEAR or (long and one_more_at_most)


def _named(one: Facts, other: Facts) -> Alike:
    """How alike the names are; of another sex only the same name counts: Putra and Putri are twins."""
    named = alike(one.name, other.name)
    differ = one.sex is not other.sex and None not in (one.sex, other.sex)
    return Alike.OTHER if differ and named is not Alike.SAME else named


def _is_backed(one: Facts, other: Facts) -> bool:
    """Whether mother or NIK speak for one child."""
    if one.mother and other.mother:
        return alike_mothers(one.mother, other.mother)
    return bool(one.nik and other.nik) and distance(one.nik, other.nik) <= 1


def _is_against(one: Facts, other: Facts) -> bool:
    """Whether both have a mother, and not the same."""
    return bool(one.mother and other.mother) and not alike_mothers(one.mother, other.mother)


def _traits(one: Facts, other: Facts) -> Iterator[Trait]:
    if one.nik == other.nik and one.nik:
        yield Trait.NIK
    if named := alike(one.name, other.name):
        yield Trait.NAME if named is Alike.SAME else Trait.NAME_NEAR
    if one.birth_date is not None and other.birth_date is not None:
        fits = fit(one.birth_date, other.birth_date)
        if fits is not Dates.OTHER:
            yield Trait.BIRTH_DATE if fits is Dates.SAME else Trait.BIRTH_DATE_NEAR
    if not (one.mother and other.mother):
        yield Trait.MOTHER_UNKNOWN
    elif alike_mothers(one.mother, other.mother):
        yield Trait.MOTHER
