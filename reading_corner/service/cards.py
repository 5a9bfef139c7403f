"""The cards that borrow: gives new reader's cards, and takes in those of another library."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection

from reading_corner.errors import BookHasCode, NoCardsLeft
from reading_corner.rules.readers import LARGEST_CARD, Card, card_code, card_token, member_card
from reading_corner.store import cards, loans
from reading_corner.store.shelf import Shelf
from reading_corner.wire.catalogue import Outcome


def give_cards(shelf: Shelf, number: int) -> tuple[str, ...]:
    """The codes of so many new cards; no code is ever given twice. Raises NoCardsLeft."""

    def work(connection: Connection, _: object) -> tuple[str, ...]:
        first = cards.last_serial(connection) + 1
        serials = range(first, first + number)
        if serials[-1] > LARGEST_CARD:
            raise NoCardsLeft(f"{LARGEST_CARD - first + 1} are left.")
        cards.give(connection, serials)
        return tuple(map(card_code, serials))

    return shelf.write(work)


def keep_member(connection: Connection, key: bytes, card: Card, expires_on: date) -> Outcome:
    """Lets a card of another library borrow until its last day. Raises BookHasCode."""
    if loans.copy_by_code(connection, card.secret) is not None:
        raise BookHasCode("A book has this number.")
    token = card_token(card, key)
    known = cards.last_day(connection, token)
    if known is None:
        cards.keep_member(connection, token, expires_on)
        return Outcome.CREATED
    if known == expires_on:
        return Outcome.SAME
    cards.change_last_day(connection, token, expires_on)
    return Outcome.CHANGED


def is_members(connection: Connection, key: bytes, code: str) -> bool:
    """Whether a code is the number of a card of another library that was imported."""
    card = member_card(code)
    return card is not None and cards.last_day(connection, card_token(card, key)) is not None
