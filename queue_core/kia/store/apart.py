"""Which pairs of files a person has found to be of two children, and why (sealed)."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    CheckConstraint,
    Column,
    Connection,
    ForeignKey,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    String,
    Table,
    and_,
    delete,
    insert,
    or_,
    select,
)

from queue_core.kia.store.files import SEALED, FileRow
from queue_core.sqlite.columns import Instant
from queue_core.storage.columns import metadata, office_column

file_apart = Table(
    "file_apart",
    metadata,
    office_column(),
    Column("file_id", Integer, ForeignKey("file.id"), nullable=False),
    Column("other_id", Integer, ForeignKey("file.id"), nullable=False),
    Column("decided_in", Integer, nullable=False),
    Column("facts", String(32), nullable=False),
    Column("decided_at", Instant, nullable=False),
    Column("decided_by", String(40), nullable=False),
    Column("reason", LargeBinary, nullable=False),
    PrimaryKeyConstraint("file_id", "other_id"),
    CheckConstraint("file_id < other_id", name="once_a_pair"),
    CheckConstraint("decided_in IN (file_id, other_id)", name="in_one_of_both"),
    CheckConstraint(SEALED.format("reason"), name="reason_sealed"),
)
"""`facts` is a token of what both said when it was decided: on other facts the decision does not stand.

The reason is sealed under the key of the file in which it was decided.
"""

ApartRow = Any


def of_file(connection: Connection, file_id: int) -> dict[int, ApartRow]:
    """The decisions about a file, by the other file."""
    mine = or_(file_apart.c.file_id == file_id, file_apart.c.other_id == file_id)
    rows = connection.execute(select(file_apart).where(mine)).all()
    return {row.other_id if row.file_id == file_id else row.file_id: row for row in rows}


def keep(connection: Connection, office: str, pair: tuple[int, int], **decided: object) -> None:
    """Keeps a decision about a pair, the smaller id first, in the place of an earlier one."""
    first, second = pair
    this = and_(file_apart.c.file_id == first, file_apart.c.other_id == second)
    connection.execute(delete(file_apart).where(this))
    values = {"office": office, "file_id": first, "other_id": second, **decided}
    connection.execute(insert(file_apart).values(values))


def forget(connection: Connection, row: FileRow) -> None:
    """Destroys what was decided about a file."""
    mine = or_(file_apart.c.file_id == row.id, file_apart.c.other_id == row.id)
    connection.execute(delete(file_apart).where(mine))
