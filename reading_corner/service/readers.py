"""Who stands here: what was scanned becomes what the shelf keeps of a reader, and no more."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from queue_core.foundation.clock import business_day
from queue_core.foundation.identifiers import WriteRequest
from reading_corner.errors import UnknownReader
from reading_corner.rules.readers import TicketNumber, TicketPage, card_token, scanned, ticket_token
from reading_corner.rules.shelf import ReaderKind


@dataclass(frozen=True)
class Office:
    """The office's own days, as far as they are known now."""

    zone: Callable[[], ZoneInfo]
    is_closed: Callable[[date], bool]
    number_of_page: Callable[[str], str | None]
    """The number of today's ticket whose page has this key, None for none. Raises PageNeedsCore."""

    def today(self, now: datetime) -> date:
        """The office's date."""
        return business_day(now, self.zone())

    def begins(self, day: date) -> datetime:
        """The instant at which a day of the office begins."""
        return datetime.combine(day, time(), self.zone())

    def ends(self, day: date) -> datetime:
        """The instant at which a day of the office is over."""
        return self.begins(day + timedelta(days=1))


@dataclass(frozen=True)
class Reader:
    """Somebody who borrows, as the shelf knows them; `child` holds for a child's card, whatever was said."""

    kind: ReaderKind
    token: str
    child: bool


@dataclass(frozen=True)
class Readers:
    """Makes tokens of what is scanned, under the key of this corner."""

    key: bytes
    office: Office

    def named(self, text: str, now: datetime, *, child: bool) -> Reader:
        """Who is meant. Raises UnknownReader, or PageNeedsCore for a ticket's page while the core is away."""
        who = scanned(text)
        if isinstance(who, TicketPage):
            number = self.office.number_of_page(who.key)
            who = TicketNumber(number) if number else None
        if who is None:
            raise UnknownReader
        if isinstance(who, TicketNumber):
            return Reader(ReaderKind.TICKET, ticket_token(who.number, self.office.today(now)), child)
        return Reader(who.kind, card_token(who, self.key), child or who.kind is ReaderKind.KIA)

    def ticket(self, number: str, day: date) -> str:
        """The token of a ticket by its number. Raises UnknownReader for what is no number."""
        who = scanned(number)
        if not isinstance(who, TicketNumber):
            raise UnknownReader
        return ticket_token(who.number, day)

    def private(self, wish: WriteRequest) -> WriteRequest:
        """The write, of which nobody can guess who was named in it: the body of a loan holds a card."""
        digest = hmac.new(self.key, wish.fingerprint.encode(), hashlib.sha256).hexdigest()
        return replace(wish, fingerprint=digest)
