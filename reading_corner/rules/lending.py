"""What may be lent to whom, and until when. Nothing here fines anybody: a late book is asked for, no more."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from reading_corner.rules.shelf import Care, ReaderKind, Where


@dataclass(frozen=True)
class LendingRules:
    """The figures of lending. All of them are assumed: the sources tell of corners, none of its limits."""

    ticket_books: int = 3
    """Books at a time on a ticket, which stands for all children of a family. Assumed."""
    kia_books: int = 2
    """Books at a time on a child's card. Assumed."""
    reader_books: int = 2
    """Books at a time on a reader's card. Assumed."""
    home_days: int = 7
    """Days from the loan to the day on which a book that was taken home is due. Assumed."""
    reservations: int = 2
    """Titles that one reader waits for at a time. Assumed."""
    reserved_days: int = 14
    """Days after which a card's wish for a title lapses; a ticket's lapses with its day. Assumed."""

    def books(self, kind: ReaderKind) -> int:
        """So many books may be out at a time on what the reader borrows on."""
        match kind:
            case ReaderKind.TICKET:
                return self.ticket_books
            case ReaderKind.KIA:
                return self.kia_books
            case ReaderKind.READER:
                return self.reader_books


class LoanOutcome(StrEnum):
    """What became of a wish that the rules allow."""

    LENT = "lent"
    ALREADY_YOURS = "already_yours"
    TAKEN = "taken"
    """Somebody else has this copy."""


class ReturnOutcome(StrEnum):
    """What became of a book that came back."""

    RETURNED = "returned"
    ALREADY_RETURNED = "already_returned"
    NEVER_LENT = "never_lent"


class ReadOutcome(StrEnum):
    """What became of a book that was found on a table."""

    COUNTED = "counted"
    OUT = "out"
    """It is lent: its return counts it."""


class WishOutcome(StrEnum):
    """What became of a wish for a title that is out."""

    RESERVED = "reserved"
    ALREADY = "already"
    ON_THE_SHELF = "on_the_shelf"
    """Nobody has to wait: a copy stands there."""
    NO_COPY = "no_copy"
    """None that will ever be lent."""
    TOO_MANY = "too_many"
    WITHDRAWN = "withdrawn"
    NONE = "none"
    """There was no wish to withdraw."""


class Refusal(StrEnum):
    """Why a book is not lent."""

    IN_REPAIR = "in_repair"
    MARKED_MISSING = "marked_missing"
    """It was lost and is found: it goes to the officer first."""
    WITHDRAWN = "withdrawn"
    STAYS_HERE = "stays_here"
    """A reference book is read here."""
    TICKET_STAYS_HERE = "ticket_stays_here"
    """A ticket reads here; a card takes home."""
    TOO_MANY = "too_many"
    """As many books are out on it as may be."""
    KEPT_FOR_ANOTHER = "kept_for_another"
    """Somebody asked for the title before."""


CARE_REFUSALS = {
    Care.REPAIR: Refusal.IN_REPAIR,
    Care.MISSING: Refusal.MARKED_MISSING,
    Care.WITHDRAWN: Refusal.WITHDRAWN,
}
LENDABLE = frozenset({Care.IN_USE, Care.REFERENCE})
TAKES_HOME = frozenset({ReaderKind.KIA, ReaderKind.READER})
LONGEST_CLOSURE = timedelta(days=62)
"""No due date is moved further than this: nobody knows a calendar that is closed for longer."""


@dataclass(frozen=True)
class Asked:
    """One wish to borrow: who, where, which copy, and how things stand."""

    kind: ReaderKind
    where: Where
    care: Care
    out: int = 0
    """Books that the reader has now."""
    waiting: int = 0
    """Wishes of others for the title that come before this reader."""
    free: int = 1
    """Copies of the title that could be lent now, this one among them."""


def refusal(asked: Asked, rules: LendingRules) -> Refusal | None:
    """Why the book is not lent; None when it is. What the copy needs is told before what the reader has."""
    if asked.care in CARE_REFUSALS:
        return CARE_REFUSALS[asked.care]
    if asked.where is Where.HOME and asked.care is Care.REFERENCE:
        return Refusal.STAYS_HERE
    if asked.where is Where.HOME and asked.kind not in TAKES_HOME:
        return Refusal.TICKET_STAYS_HERE
    if asked.out >= rules.books(asked.kind):
        return Refusal.TOO_MANY
    return Refusal.KEPT_FOR_ANOTHER if asked.waiting >= asked.free else None


def goes_home(now: Where, wanted: Where) -> bool:
    """Whether who reads a book here asks to take it home after all."""
    return now is Where.HERE and wanted is Where.HOME


def due_on(
    lent_on: date, where: Where, rules: LendingRules, is_closed: Callable[[date], bool]
) -> date | None:
    """The day on which the book is back, never one on which the office is closed; None when it is read here.

    A due day that is closed moves to the next open one.
    """
    if where is Where.HERE:
        return None
    due = lent_on + timedelta(days=rules.home_days)
    later = (due + timedelta(days=days) for days in range(LONGEST_CLOSURE.days + 1))
    return next((day for day in later if not is_closed(day)), due)
