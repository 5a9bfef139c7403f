"""What was typed, touched or scanned here: an appointment, a ticket, something to fetch, a signature. Pure.

A scanner types like a keyboard, perhaps with another layout than its own: of an address only the kind of
page and its key are read.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from pydantic import Field

from queue_core.foundation.toml_model import Frozen
from queue_core.kia.wire.handover import Drawing, NamedPickUp, NamedSheet
from queue_core.tickets.rules.numbers import NUMBER
from queue_core.tickets.wire.appointments import CheckIn
from queue_core.tickets.wire.names import LanguageCode

CODE = re.compile(r"[0-9]{6}")
BOOKING_PAGE = re.compile(r"b[^0-9a-z]([0-9a-f]{20})$", re.IGNORECASE)
SIGNATURE_PAGE = re.compile(r"s[^0-9a-z]([0-9a-f]{20})$", re.IGNORECASE)
TICKET_PAGE = re.compile(r"t[^0-9a-z]([0-9a-f]{20})$", re.IGNORECASE)

REGISTER = re.compile(r"0*([1-9][0-9]{0,8}/[0-9]{4})")
SIGN = "[^0-9A-Z]"
PICK_UP_SLIP = re.compile(
    SIGN.join(("KERAK", "([0-9A-Z_]{1,40})", "([0-9]{1,18})", "([0-9]{4})", "([0-9]{1,9})", "([0-9A-F]{32})"))
)
"""A slip's code, whatever the scanner makes of its strokes."""


class Entry(Frozen):
    """What came in, and the language of whoever stands here."""

    text: str = Field(max_length=300)
    language: LanguageCode = "id"


class Signed(Entry):
    """Which page to sign on was meant, and what was drawn."""

    drawing: Drawing


class Named(NamedTuple):
    """A ticket as the family names it: by its number of today, or by the key that its slip carries."""

    number: str | None = None
    key: str | None = None


def sheet_of(entry: Entry) -> NamedSheet | None:
    """The page to sign on that is meant; None when it is neither code nor page of one."""
    text = "".join(entry.text.split())
    if CODE.fullmatch(text):
        return NamedSheet(code=text)
    if page := SIGNATURE_PAGE.search(text):
        return NamedSheet(key=page[1].lower())
    return None


def ticket_of(entry: Entry) -> Named | None:
    """The ticket that is meant; None when it is neither number nor page of a ticket."""
    text = "".join(entry.text.split())
    if re.fullmatch(NUMBER, text):
        return Named(number=text)
    if page := TICKET_PAGE.search(text):
        return Named(key=page[1].lower())
    return None


def check_in_of(entry: Entry) -> CheckIn | None:
    """The arrival that is meant; None when it is neither code nor page of an appointment."""
    text = "".join(entry.text.split())
    if CODE.fullmatch(text):
        return CheckIn(code=text, language=entry.language)
    if page := BOOKING_PAGE.search(text):
        return CheckIn(key=page[1].lower(), language=entry.language)
    return None


def pick_up_of(entry: Entry) -> NamedPickUp | None:
    """What is to be fetched; None when it is neither a register number nor a pick-up slip."""
    text = "".join(entry.text.split()).upper()
    if number := REGISTER.fullmatch(text):
        return NamedPickUp(number=number[1])
    if slip := PICK_UP_SLIP.fullmatch(text):
        return NamedPickUp(code="/".join(("KERAK", *slip.groups())))
    return None
