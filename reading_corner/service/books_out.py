"""The books that are out, those that are missed first; of who has them a number of the queue, or nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row

from reading_corner.rules.calling import NumberNow, Standing
from reading_corner.rules.keeping import Out, Pressing, pressing
from reading_corner.rules.readers import day_of, ticket_of
from reading_corner.rules.shelf import Where
from reading_corner.service.lending import Lending
from reading_corner.store import keeping
from reading_corner.wire.keeping import BookAway

ORDER = tuple(Pressing)


@dataclass(frozen=True)
class BooksOut:
    """What is lent now; `number` tells how a number of today's queue stands."""

    lending: Lending
    number: Callable[[str], NumberNow]

    def all(self) -> tuple[BookAway, ...]:
        """Every book that is out: the late ones first, of these the longest out."""
        now = self.lending.shelf.clock()
        today = self.lending.readers.office.today(now)
        rows = self.lending.shelf.read(keeping.books_out)
        books = [self._away(row, now, today) for row in rows]
        return tuple(sorted(books, key=lambda book: ORDER.index(book.pressing)))

    def _away(self, row: Row[Any], now: datetime, today: date) -> BookAway:
        ticket, day = ticket_of(row.token), day_of(row.token)
        standing = self.number(ticket).standing if ticket and day == today else Standing.UNKNOWN
        return BookAway(
            copy_code=row.code,
            title=row.name,
            location=row.location,
            where=Where(row.where),
            lent_at=row.lent_at,
            pressing=pressing(Out(day, row.due_at, standing), now, today),
            ticket=ticket,
            day=None if day == today else day,
            due_on=self.lending.readers.office.day_that_ends(row.due_at),
        )
