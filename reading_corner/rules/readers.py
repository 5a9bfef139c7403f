"""Who borrows, by what was scanned or typed; and what the shelf keeps of it.

A ticket is kept by day and number, so that a book which did not come back is found by its ticket. A card is
kept as a keyed code: without the key nobody tells from the shelf whose card it is.

A reader's card is R, six digits and a check sign: eight signs, where a copy's own code (`item_codes`) has
nine and begins with B. The letter is under the check, so that neither is taken for the other, nor for an ISBN
(10 or 13 digits), a NIK (16 digits), a blank's serial (two letters at least) or a number of the queue (four).
"""

from __future__ import annotations

import hashlib
import hmac
import re
from dataclasses import dataclass
from datetime import date

from queue_core.kia.rules.nik import judge_nik
from queue_core.tickets.rules.numbers import NUMBER
from reading_corner.rules.item_codes import CODE as ITEM
from reading_corner.rules.shelf import ReaderKind

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
CARD_LETTER, CARD_DIGITS = "R", 6
LARGEST_CARD = 10**CARD_DIGITS - 1
CARD = re.compile(r"R[0-9]{6}[0-9A-Z]", re.ASCII)
TICKET_PAGE = re.compile(r"t[^0-9a-z]([0-9a-f]{20})$", re.IGNORECASE)
"""The end of a ticket page's address, whatever the scanner makes of its strokes."""
BLANK = re.compile(r"[A-Z]{2,6}[0-9]{6,12}", re.ASCII)
"""The barcode of a child's card is its blank's serial. One letter would be a card's or a book's code.

A NIK that was typed and a serial that was scanned are two readers, even of one child.
"""
MEMBER = re.compile(r"[!-~]{1,40}")
"""The number of a card of another library: what a barcode holds."""


def check_sign(body: str) -> str:
    """The check sign of letters and digits by ISO 7064 MOD 37,36: every wrong sign is noticed.

    Raises ValueError for other signs.
    """
    product = 36
    for sign in body:
        product = ((product + ALPHABET.index(sign) - 1) % 36 + 1) * 2 % 37
    return ALPHABET[(1 - product) % 36]


def is_checked(code: str) -> bool:
    """Whether a code of letters and digits ends with its check sign."""
    known = len(code) > 1 and set(code) <= set(ALPHABET)
    return known and check_sign(code[:-1]) == code[-1]


def card_code(serial: int) -> str:
    """The code of the reader's card with this serial, from 1 to 999,999. Raises ValueError for another."""
    if not 1 <= serial <= LARGEST_CARD:
        raise ValueError(f"{serial} is no serial of a card: it is 1 to {LARGEST_CARD}")
    body = f"{CARD_LETTER}{serial:0{CARD_DIGITS}d}"
    return body + check_sign(body)


def card_serial(card: Card) -> int | None:
    """The serial of a reader's card of the corner's own; None of another card."""
    is_own = card.kind is ReaderKind.READER and CARD.fullmatch(card.secret)
    return int(card.secret[1:-1]) if is_own else None


@dataclass(frozen=True)
class TicketNumber:
    """A number of today's queue."""

    number: str


@dataclass(frozen=True)
class TicketPage:
    """The page of a ticket, whose number only the core knows."""

    key: str


@dataclass(frozen=True)
class Card:
    """A child's card or a reader's card. `secret` is what it carries: it is hashed and never kept."""

    kind: ReaderKind
    secret: str

    def __repr__(self) -> str:
        """Without the secret: a log may hold it."""
        return f"Card({self.kind})"


Scanned = TicketNumber | TicketPage | Card


def scanned(text: str) -> Scanned | None:
    """Who is meant; None when it is nothing that borrows: a book, a mistyped number, a NIK that is none."""
    close = "".join(text.split())
    large = _as_scanned(text)
    if re.fullmatch(NUMBER, large):
        return TicketNumber(large)
    if page := TICKET_PAGE.search(close):
        return TicketPage(page[1].lower())
    if CARD.fullmatch(large):
        return Card(ReaderKind.READER, large) if is_checked(large) else None
    if judge_nik(large).fault is None or BLANK.fullmatch(large):
        return Card(ReaderKind.KIA, large)
    return None


def member_card(text: str) -> Card | None:
    """The card of another library with this number; None for one that is read as something else.

    Whether it borrows depends on what was imported. A number that looks like a blank's serial may be one.
    """
    large = _as_scanned(text)
    is_of_ticket = re.fullmatch(NUMBER, large) or TICKET_PAGE.search(large)
    is_code_of_ours = CARD.fullmatch(large) or ITEM.fullmatch(large)
    if is_of_ticket or is_code_of_ours or judge_nik(large).fault is None:
        return None
    return Card(ReaderKind.READER, large) if MEMBER.fullmatch(large) else None


def _as_scanned(text: str) -> str:
    return "".join(text.split()).upper()


def ticket_token(number: str, day: date) -> str:
    """What the shelf keeps of a ticket: numbers begin anew every day."""
    return f"{day.isoformat()} {number}"


def card_token(card: Card, key: bytes) -> str:
    """What the shelf keeps of a card: HMAC-SHA256 of its kind and what it carries, 64 hexadecimal digits."""
    return hmac.new(key, f"{card.kind}\n{card.secret}".encode(), hashlib.sha256).hexdigest()


def ticket_of(token: str) -> str | None:
    """The number of the ticket that a token is of; None for a card."""
    day, _, number = token.partition(" ")
    return number if day and number else None


def day_of(token: str) -> date | None:
    """The day of the ticket that a token is of; None for a card."""
    return date.fromisoformat(token.partition(" ")[0]) if ticket_of(token) else None
