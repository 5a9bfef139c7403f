"""The table of the book of the day and its queries. Nothing decides here."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import JSON, Column, Connection, Date, Index, String, Table, bindparam, delete, insert, select

from queue_core.storage.columns import metadata, office_column
from queue_core.storage.statement import Statement

corner_book = Table(
    "corner_book",
    metadata,
    office_column(),
    Column("day", Date, nullable=False),
    Column("corner", String(80), nullable=False),
    Column("book", JSON, nullable=False),
    Index("uq_corner_book_office", "office", unique=True),
)
"""The latest book that an office's boards showed, for its day, and the corner that told it."""

CornerBookRow = Any

_OF_DAY = Statement(
    select(corner_book.c.corner, corner_book.c.book).where(
        corner_book.c.office == bindparam("office"), corner_book.c.day == bindparam("day")
    )
)


def of_day(connection: Connection, office: str, day: date) -> CornerBookRow | None:
    """The book of a day: its corner, and what stands of it."""
    return _OF_DAY.first(connection, office=office, day=day)


def keep(connection: Connection, office: str, day: date, corner: str, book: dict[str, Any] | None) -> None:
    """Keeps the book in place of whichever there was; None leaves no book."""
    connection.execute(delete(corner_book).where(corner_book.c.office == office))
    if book is not None:
        values = {"office": office, "day": day, "corner": corner, "book": book}
        connection.execute(insert(corner_book).values(values))
