"""What was typed, touched or scanned at this kiosk: an appointment's code or page, a ticket's. Pure.

A scanner types like a keyboard, perhaps with another layout than its own: of an address only the kind of
page and its key are read.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from pydantic import Field

from queue_core.foundation.toml_model import Frozen
from queue_core.tickets.rules.numbers import NUMBER
from queue_core.tickets.wire.appointments import CheckIn
from queue_core.tickets.wire.names import LanguageCode

CODE = re.compile(r"[0-9]{6}")
BOOKING_PAGE = re.compile(r"b[^0-9a-z]([0-9a-f]{20})$", re.IGNORECASE)
TICKET_PAGE = re.compile(r"t[^0-9a-z]([0-9a-f]{20})$", re.IGNORECASE)


class Entry(Frozen):
    """What came in, and the language of whoever stands here."""

    text: str = Field(max_length=300)
    language: LanguageCode = "id"


class Named(NamedTuple):
    """A ticket as the family names it: by its number of today, or by the key that its slip carries."""

    number: str | None = None
    key: str | None = None


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
