"""The book of the day: told by a corner, kept for its day, heard by the hall when it is another.

The first corner that has a book speaks for the day: two corners would take each other's from the boards.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection

from queue_core.foundation.identifiers import WriteRequest
from queue_core.tickets.service.desk import Act, Desk
from queue_core.tickets.store import corner_book
from queue_core.tickets.wire.corner import BookOfTheDay, ShownBook


def shown(desk: Desk, connection: Connection, day: date) -> BookOfTheDay | None:
    """What the boards show on a day."""
    return _book(corner_book.of_day(connection, desk.office, day))


def tell(desk: Desk, write: WriteRequest, told: ShownBook) -> ShownBook:
    """Takes what a corner tells, every minute; writes only what is news. The answer: what the boards show."""
    day = desk.day(desk.clock())
    row = desk.database.read(lambda connection: corner_book.of_day(connection, desk.office, day))
    if not _is_news(row, write.actor, told):
        return ShownBook(book=_book(row))
    return desk.once(write, ShownBook, lambda act: _change(act, told))


def _change(act: Act, told: ShownBook) -> ShownBook:
    connection, office = act.transaction.connection, act.desk.office
    row = corner_book.of_day(connection, office, act.day)
    if not _is_news(row, act.actor, told):
        return ShownBook(book=_book(row))
    book = None if told.book is None else told.book.model_dump(mode="json")
    corner_book.keep(connection, office, act.day, act.actor, book)
    act.record("book_of_the_day_changed", book_of_the_day=told)
    return told


def _is_news(row: corner_book.CornerBookRow | None, corner: str, told: ShownBook) -> bool:
    """Whether this corner speaks for the day, and says something else than before."""
    return (row is None or row.corner == corner) and _book(row) != told.book


def _book(row: corner_book.CornerBookRow | None) -> BookOfTheDay | None:
    return None if row is None else BookOfTheDay.model_validate(row.book)
