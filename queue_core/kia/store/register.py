"""The register of what the office has made: a number without gaps for each office and year."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import (
    CheckConstraint,
    Column,
    Connection,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    and_,
    func,
    insert,
    select,
    update,
)

from queue_core.sqlite.columns import Instant
from queue_core.storage.columns import metadata, office_column

register_entry = Table(
    "register_entry",
    metadata,
    Column("id", Integer, primary_key=True),
    office_column(),
    Column("year", Integer, nullable=False),
    Column("number", Integer, nullable=False),
    Column("file_id", Integer, ForeignKey("file.id"), nullable=False),
    Column("registered_at", Instant, nullable=False),
    Column("ready_at", Instant, nullable=False),
    Column("shelf", String(12)),
    CheckConstraint("number >= 1", name="number_counts"),
    Index("ix_register_number", "office", "year", "number", unique=True),
    Index("ix_register_file", "file_id", unique=True),
)
"""One row a file: ready again after a correction, a reprint or a loss, it keeps its number."""


def file_of(connection: Connection, office: str, year: int, number: int) -> int | None:
    """The id of the file that has a number."""
    mine = and_(register_entry.c.office == office, register_entry.c.year == year)
    found = select(register_entry.c.file_id).where(mine, register_entry.c.number == number)
    return connection.execute(found).scalar_one_or_none()


def enter(
    connection: Connection, office: str, *, year: int, file_id: int, at: datetime, shelf: str | None
) -> None:
    """Gives a file the next number, within the caller's transaction; one that has a number keeps it."""
    again = update(register_entry).where(register_entry.c.file_id == file_id)
    if connection.execute(again.values(ready_at=at, shelf=shelf)).rowcount:
        return
    mine = and_(register_entry.c.office == office, register_entry.c.year == year)
    next_number = select(func.coalesce(func.max(register_entry.c.number), 0) + 1).where(mine)
    values = {"office": office, "year": year, "file_id": file_id, "registered_at": at, "ready_at": at}
    connection.execute(
        insert(register_entry).values(number=next_number.scalar_subquery(), shelf=shelf, **values)
    )
