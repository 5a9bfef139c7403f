"""What the number of a person (NIK) or of a family card tells, and how far it fits what else is known.

Both have 16 digits: region of the first registration (6), a day as DDMMYY, a serial (4). In a woman's NIK
the day is raised by 40; a family card bears the day on which it was recorded. A person keeps the NIK for
life, also when birth date or sex are corrected (Permendagri 108/2019, article 15 (3)), after a move, and
when a region is divided. So what does not fit is a doubt for a person to look at, never a fault.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from queue_core.kia.rules.regions import PROVINCES

SIXTEEN_DIGITS = re.compile(r"[0-9]{16}", re.ASCII)
DAY_OF_A_WOMAN = 40
CENTURIES = (1900, 2000)
NO_SERIAL = "0000"
SHOWN_DIGITS, SHORTEST_SHOWN = 4, 9


class Sex(StrEnum):
    """As the civil registry knows it."""

    FEMALE = "female"
    MALE = "male"


class Doubt(StrEnum):
    """What a person has to look at, and may find to be right."""

    BIRTH_DATE = "birth_date"
    SEX = "sex"
    REGION = "region"
    SERIAL = "serial"
    DAY_TO_COME = "day_to_come"
    """A family card recorded on a day that has not come yet."""


class Fault(StrEnum):
    """Why a number cannot be one."""

    NOT_SIXTEEN_DIGITS = "not_sixteen_digits"
    NO_SUCH_DAY = "no_such_day"


@dataclass(frozen=True)
class Verdict:
    """Impossible with a fault, doubtful with doubts, else right."""

    fault: Fault | None = None
    doubts: tuple[Doubt, ...] = ()

    @property
    def is_right(self) -> bool:
        """Whether nothing speaks against the number."""
        return self.fault is None and not self.doubts


def judge_nik(nik: str, birth_date: date | None = None, sex: Sex | None = None) -> Verdict:
    """The NIK beside the birth date and sex that are on the person's papers, where they are known."""
    if not SIXTEEN_DIGITS.fullmatch(nik):
        return Verdict(Fault.NOT_SIXTEEN_DIGITS)
    day, month, year = _day_month_year(nik)
    woman = day > DAY_OF_A_WOMAN
    days = _days(day - DAY_OF_A_WOMAN if woman else day, month, year)
    if not days:
        return Verdict(Fault.NO_SUCH_DAY)
    doubts = list(_doubts(nik))
    if birth_date is not None and birth_date not in days:
        doubts.append(Doubt.BIRTH_DATE)
    if sex is not None and (sex is Sex.FEMALE) != woman:
        doubts.append(Doubt.SEX)
    return Verdict(doubts=tuple(doubts))


def judge_family_card(number: str, today: date) -> Verdict:
    """The number of a family card on the office's day."""
    if not SIXTEEN_DIGITS.fullmatch(number):
        return Verdict(Fault.NOT_SIXTEEN_DIGITS)
    days = _days(*_day_month_year(number))
    if not days:
        return Verdict(Fault.NO_SUCH_DAY)
    to_come = (Doubt.DAY_TO_COME,) if max(days) > today else ()  # these numbers began in this century
    return Verdict(doubts=(*_doubts(number), *to_come))


def masked(number: str) -> str:
    """The last four digits behind dots: what is shown unless somebody reveals the rest.

    Of a short number nothing is shown: four of its digits would be most of it.
    """
    shown = number[-SHOWN_DIGITS:] if len(number) >= SHORTEST_SHOWN else ""
    return "•" * (len(number) - len(shown)) + shown


def _day_month_year(number: str) -> tuple[int, int, int]:
    return int(number[6:8]), int(number[8:10]), int(number[10:12])


def _days(day: int, month: int, year: int) -> tuple[date, ...]:
    """The days that the digits can mean: the century is not written."""
    found = (_day(century + year, month, day) for century in CENTURIES)
    return tuple(one for one in found if one is not None)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _doubts(number: str) -> Iterator[Doubt]:
    if number[:2] not in PROVINCES or "00" in (number[2:4], number[4:6]):
        yield Doubt.REGION
    if number[-4:] == NO_SERIAL:
        yield Doubt.SERIAL
