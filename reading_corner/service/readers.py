"""Who stands here: what was scanned becomes what the shelf keeps of a reader, and no more."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from pydantic import BaseModel

from queue_core.foundation.clock import business_day
from queue_core.foundation.identifiers import WriteRequest
from reading_corner.errors import UnknownReader
from reading_corner.rules.readers import (
    Card,
    TicketNumber,
    TicketPage,
    card_serial,
    card_token,
    member_card,
    scanned,
    ticket_token,
)
from reading_corner.rules.shelf import ReaderKind
from reading_corner.store import cards
from reading_corner.store.shelf import Shelf


@dataclass(frozen=True)
class Office:
    """The office's own days, as far as they are known now."""

    zone: Callable[[], ZoneInfo]
    is_closed: Callable[[date], bool]
    number_of_page: Callable[[str], str | None]
    """The number of today's ticket whose page has this key, None for none. Raises PageNeedsCore."""
    is_number: Callable[[str], bool]
    """Whether a number that was typed is in today's queue, as far as that is known."""

    def today(self, now: datetime) -> date:
        """The office's date."""
        return business_day(now, self.zone())

    def begins(self, day: date) -> datetime:
        """The instant at which a day of the office begins."""
        return datetime.combine(day, time(), self.zone())

    def ends(self, day: date) -> datetime:
        """The instant at which a day of the office is over."""
        return self.begins(day + timedelta(days=1))

    def day_that_ends(self, at: datetime | None) -> date | None:
        """The day that is over at this instant."""
        return None if at is None else (at.astimezone(self.zone()) - timedelta(days=1)).date()


@dataclass(frozen=True)
class Reader:
    """Somebody who borrows, as the shelf knows them; `child` holds for a child's card, whatever was said."""

    kind: ReaderKind
    token: str
    child: bool


@dataclass(frozen=True)
class Readers:
    """Makes tokens of what is scanned, under the key of this corner; the shelf knows which cards borrow."""

    key: bytes
    office: Office
    shelf: Shelf

    def named(self, text: str, now: datetime, *, child: bool) -> Reader:
        """Who is meant. Raises UnknownReader, or PageNeedsCore for a ticket's page while the core is away."""
        who = scanned(text)
        if isinstance(who, TicketPage):
            number = self.office.number_of_page(who.key)
            who = TicketNumber(number) if number else None
        elif isinstance(who, TicketNumber):
            who = who if self.office.is_number(who.number) else None
        else:
            who = self._good(who, text, now)
        if who is None:
            raise UnknownReader
        if isinstance(who, TicketNumber):
            return Reader(ReaderKind.TICKET, ticket_token(who.number, self.office.today(now)), child)
        return Reader(who.kind, card_token(who, self.key), child or who.kind is ReaderKind.KIA)

    def _good(self, card: Card | None, text: str, now: datetime) -> Card | None:
        """The card, if it was made here, or is one of another library that is valid still, or a child's.

        A number of another library may look like a blank's serial: what was imported counts first.
        """
        serial = None if card is None else card_serial(card)
        if serial is not None:
            return card if self.shelf.read(lambda connection: cards.is_given(connection, serial)) else None
        member = member_card(text)
        if member is None:
            return card
        token = card_token(member, self.key)
        last_day = self.shelf.read(lambda connection: cards.last_day(connection, token))
        if last_day is None:
            return card
        return member if self.office.today(now) <= last_day else None

    def ticket(self, number: str, day: date) -> str:
        """The token of a ticket by its number. Raises UnknownReader for what is no number."""
        who = scanned(number)
        if not isinstance(who, TicketNumber):
            raise UnknownReader
        return ticket_token(who.number, day)


def nameless(wish: WriteRequest, what: str, new: BaseModel) -> WriteRequest:
    """The write as it is remembered: by what is wished, not by whom.

    Its answer is kept longer than a book may be out, and a digest of a number or card is soon guessed. So the
    same id with another reader counts as the same write.
    """
    told = new.model_dump_json(exclude={"reader"})
    return replace(wish, fingerprint=hashlib.sha256(f"{what}\n{told}".encode()).hexdigest())
