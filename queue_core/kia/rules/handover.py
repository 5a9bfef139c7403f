"""The end of a file's way: to whom it goes, the proof, when the family is told, what a slip says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple


class ReceiverIs(StrEnum):
    """What the receiver is to the child or applicant."""

    FATHER = "father"
    MOTHER = "mother"
    GUARDIAN = "guardian"
    SELF = "self"
    SCHOOL_OFFICER = "school_officer"
    OTHER = "other"
    """Told in a word."""


class Proof(StrEnum):
    """What the receiver showed. Of a card, its last four digits are kept; no copy."""

    IDENTITY_CARD = "identity_card"
    DRIVING_LICENCE = "driving_licence"
    PASSPORT = "passport"
    FAMILY_CARD = "family_card"
    PICK_UP_SLIP = "pick_up_slip"


class Signed(StrEnum):
    """How the receipt was signed."""

    PAPER = "paper"
    DRAWN = "drawn"
    """On the screen of a phone."""


class Channel(StrEnum):
    """How the family was told that something is ready."""

    PHONE = "phone"
    WHATSAPP = "whatsapp"
    IN_PERSON = "in_person"


class Due(StrEnum):
    """Why the family is to be told now."""

    FIRST = "first"
    REMINDER = "reminder"


def telling_due(ready: date, told: date | None, today: date, remind_after: Sequence[int]) -> Due | None:
    """Whether the family is to be told: at first, and again so many days after it was ready."""
    if told is None:
        return Due.FIRST
    reminders = (ready + timedelta(days=days) for days in remind_after)
    return Due.REMINDER if any(told < day <= today for day in reminders) else None


def register_number(year: int, number: int) -> str:
    """A number of the register as people write it."""
    return f"{number}/{year}"


REGISTER_NUMBER = r"^[1-9][0-9]{0,8}/[0-9]{4}$"


def read_register_number(text: str) -> tuple[int, int]:
    """Year and number of what has the form of a register number. Raises ValueError for another text."""
    if re.fullmatch(REGISTER_NUMBER, text) is None:
        raise ValueError(f"{text!r} is no number of the register")
    number, year = text.split("/")
    return int(year), int(number)


def span(year: int, month: int | None) -> tuple[date, date]:
    """The first day of a month, or of a year, and the first day after it."""
    if month is None:
        return date(year, 1, 1), date(year + 1, 1, 1)
    return date(year, month, 1), date(year + month // 12, month % 12 + 1, 1)


def international(phone: str) -> str | None:
    """An Indonesian mobile number as wa.me takes it: digits from the country code on; None for another."""
    digits = re.sub(r"[ .()-]", "", phone).removeprefix("+")
    found = re.fullmatch(r"(?:62|0)(8\d{7,12})", digits)
    return f"62{found[1]}" if found else None


SLIP = re.compile(r"KERAK/([A-Z0-9_]{1,40})/(\d{1,18})/(\d{4})/(\d{1,9})/([0-9A-F]{32})")
"""Capitals, so that the code is small: office, file, the register's year and number (0 before), the seal."""


class SlipCode(NamedTuple):
    """What the code of a pick-up slip says, and the seal that nobody else can make."""

    office: str
    file_id: int
    year: int
    number: int
    seal: str

    @property
    def said(self) -> str:
        """All that is sealed."""
        return f"{self.office}/{self.file_id}/{self.year}/{self.number}"


def slip_text(code: SlipCode) -> str:
    """The code as it is printed."""
    numbers = f"{code.file_id}/{code.year:04}/{code.number}"
    return f"KERAK/{code.office}/{numbers}/{code.seal}".upper()


def read_slip(text: str) -> SlipCode | None:
    """What was scanned, as far as it has the form of a slip's code."""
    found = SLIP.fullmatch(text.strip().upper())
    if found is None:
        return None
    office, file_id, year, number, seal = found.groups()
    return SlipCode(office.lower(), int(file_id), int(year), int(number), seal.lower())
