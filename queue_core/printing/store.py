"""The table of orders of sheets and its queries. Nothing decides here."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    Column,
    ColumnElement,
    Connection,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    and_,
    func,
    insert,
    select,
    update,
)

from queue_core.printing.rules import SheetKind, SheetState
from queue_core.sqlite.columns import Instant, among
from queue_core.storage.columns import metadata, office_column

sheet_order = Table(
    "sheet_order",
    metadata,
    Column("id", Integer, primary_key=True),
    office_column(),
    Column("kind", String(8), nullable=False),
    Column("state", String(8), nullable=False),
    Column("station", String(40)),
    Column("ordered_at", Instant, nullable=False),
    Column("ordered_by", String(80), nullable=False),
    Column("changed_at", Instant, nullable=False),
    Column("paper", LargeBinary),
    CheckConstraint(f"kind IN ({among(SheetKind)})", name="kind_known"),
    CheckConstraint(f"state IN ({among(SheetState)})", name="state_known"),
    CheckConstraint("state <> 'sending' OR station IS NOT NULL", name="sent_by_a_station"),
    Index("ix_sheet_order_ordered_at", "office", "ordered_at"),
)
"""Without its paper an order is forgotten: its number is given to no other. The paper comes last: who reads
what stands before it passes over none of its megabytes.
"""
HEAD = [column for column in sheet_order.c if column.name != "paper"]
Row = Any


def add(connection: Connection, **values: object) -> Row:
    """Keeps a new order."""
    return connection.execute(insert(sheet_order).values(values).returning(*HEAD)).one()


def forget(connection: Connection, office: str, before: datetime) -> int:
    """Forgets the orders that are older, with their paper; how many they were."""
    old = (_of(office), sheet_order.c.ordered_at < before)
    return connection.execute(update(sheet_order).where(*old).values(paper=None)).rowcount


def waiting(connection: Connection, office: str) -> int:
    """How many orders wait."""
    waits = sheet_order.c.state == SheetState.WAITING
    return connection.scalar(select(func.count()).where(_of(office), waits)) or 0


def by_id(connection: Connection, office: str, order_id: int) -> Row | None:
    """An order's head."""
    return connection.execute(select(*HEAD).where(_of(office), sheet_order.c.id == order_id)).first()


def every(connection: Connection, office: str) -> Sequence[Row]:
    """Every order's head, the oldest first."""
    return connection.execute(select(*HEAD).where(_of(office)).order_by(sheet_order.c.id)).all()


def paper(connection: Connection, order_id: int) -> bytes:
    """What is to be printed."""
    found: bytes = connection.execute(
        select(sheet_order.c.paper).where(sheet_order.c.id == order_id)
    ).scalar_one()
    return found


def move(connection: Connection, row: Row, **values: object) -> Row | None:
    """Changes an order that is still in the state in which it was read; as it is then."""
    mine = (sheet_order.c.id == row.id, sheet_order.c.state == row.state)
    return connection.execute(update(sheet_order).where(*mine).values(values).returning(*HEAD)).first()


def _of(office: str) -> ColumnElement[bool]:
    """The orders of an office that are not forgotten."""
    return and_(sheet_order.c.office == office, sheet_order.c.paper.is_not(None))
