"""What a keeper of the shelf is shown first, and what a stock-take never keeps. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from queue_core.tickets.rules.numbers import NUMBER
from reading_corner.rules.calling import Standing
from reading_corner.rules.readers import BLANK, CARD, TICKET_PAGE

READERS_SIGNS = (
    NUMBER,
    f"^{CARD.pattern}$",
    f"^{BLANK.pattern}$",
    TICKET_PAGE.pattern,
    "^[0-9]{14,}$",
    "://",
)
"""What a number, a card, a slip or a NIK looks like: an ISBN has 13 digits at most."""
BETWEEN = re.compile(r"[\s.-]")


def is_readers(code: str) -> bool:
    """Whether a code that no book bears may be a reader's, however it is grouped."""
    forms = ("".join(code.split()), BETWEEN.sub("", code))
    return any(re.search(sign, form, re.IGNORECASE | re.ASCII) for sign in READERS_SIGNS for form in forms)


class Pressing(StrEnum):
    """How much a book that is out is missed."""

    LATE = "late"
    """Its day is over, or its number is."""
    CALLED = "called"
    """Its number is called: the family is at the counter, or goes there."""
    OUT = "out"


@dataclass(frozen=True)
class Out:
    """A book that is out: the day of its ticket (None on a card), when it is due, how the number stands."""

    ticket_day: date | None = None
    due_at: datetime | None = None
    standing: Standing = Standing.UNKNOWN


def pressing(out: Out, now: datetime, today: date) -> Pressing:
    """How much a book is missed; `today` is the office's."""
    if out.due_at is not None and out.due_at <= now:
        return Pressing.LATE
    if out.ticket_day is None:
        return Pressing.OUT
    if out.ticket_day < today or out.standing is Standing.OVER:
        return Pressing.LATE
    return Pressing.CALLED if out.standing is Standing.CALLED else Pressing.OUT
