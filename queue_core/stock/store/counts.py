"""The tables of counts at closing and of rolls of ribbon, and their queries. Nothing decides here."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    Column,
    Connection,
    Index,
    Integer,
    String,
    Table,
    and_,
    func,
    insert,
    select,
    text,
    update,
)

from queue_core.sqlite.columns import Instant, among
from queue_core.stock.rules.blanks import Difference
from queue_core.storage.columns import metadata, office_column

REASONS = among(Difference)

blank_count = Table(
    "blank_count",
    metadata,
    Column("id", Integer, primary_key=True),
    office_column(),
    Column("counted_at", Instant, nullable=False),
    Column("counted_by", String(80), nullable=False),
    Column("drawer", Integer, nullable=False),
    Column("printer", Integer, nullable=False),
    Column("book_drawer", Integer, nullable=False),
    Column("book_printer", Integer, nullable=False),
    Column("reason", String(12)),
    CheckConstraint("drawer >= 0 AND printer >= 0", name="counted_something"),
    CheckConstraint(f"reason IN ({REASONS})", name="reason_known"),
    CheckConstraint(
        "(drawer = book_drawer AND printer = book_printer) = (reason IS NULL)", name="differs_for_a_reason"
    ),
)

ribbon = Table(
    "ribbon",
    metadata,
    Column("id", Integer, primary_key=True),
    office_column(),
    Column("cards", Integer, nullable=False),
    Column("received_at", Instant, nullable=False),
    Column("received_by", String(80), nullable=False),
    Column("put_in_at", Instant),
    Column("used_up_at", Instant),
    CheckConstraint("cards > 0", name="for_some_cards"),
    CheckConstraint("used_up_at IS NULL OR put_in_at IS NOT NULL", name="used_was_put_in"),
    Index(
        "uq_ribbon_in",
        "office",
        unique=True,
        sqlite_where=text("put_in_at IS NOT NULL AND used_up_at IS NULL"),
    ),
)

Row = Any


def add_count(connection: Connection, **values: object) -> Row:
    """Keeps a count."""
    return connection.execute(insert(blank_count).values(values).returning(blank_count)).one()


def latest_count(connection: Connection, office: str) -> Row | None:
    """The latest count, if there was one."""
    mine = select(blank_count).where(blank_count.c.office == office)
    return connection.execute(mine.order_by(blank_count.c.id.desc()).limit(1)).first()


def receive_ribbon(
    connection: Connection, office: str, rolls: int, cards: int, *, at: datetime, by: str
) -> None:
    """Keeps new rolls of ribbon."""
    roll = {"office": office, "cards": cards, "received_at": at, "received_by": by}
    connection.execute(insert(ribbon), [roll] * rolls)


def ribbon_in(connection: Connection, office: str) -> Row | None:
    """The roll that is in the printer."""
    mine = and_(ribbon.c.office == office, ribbon.c.put_in_at.is_not(None), ribbon.c.used_up_at.is_(None))
    return connection.execute(select(ribbon).where(mine)).first()


def oldest_stored(connection: Connection, office: str) -> Row | None:
    """The roll to be put in next."""
    mine = and_(ribbon.c.office == office, ribbon.c.put_in_at.is_(None))
    return connection.execute(select(ribbon).where(mine).order_by(ribbon.c.id).limit(1)).first()


def change_ribbon(connection: Connection, ribbon_id: int, **values: object) -> None:
    """Writes when a roll was put in or used up."""
    connection.execute(update(ribbon).where(ribbon.c.id == ribbon_id).values(values))


def stored_ribbon(connection: Connection, office: str) -> tuple[int, int]:
    """How many rolls lie in store, and for how many cards."""
    mine = and_(ribbon.c.office == office, ribbon.c.put_in_at.is_(None))
    found = select(func.count(), func.coalesce(func.sum(ribbon.c.cards), 0)).where(mine)
    rolls, cards = connection.execute(found).one()
    return rolls, cards


def knows_ribbon(connection: Connection, office: str) -> bool:
    """Whether the office has ever received any."""
    return (
        connection.execute(select(ribbon.c.id).where(ribbon.c.office == office).limit(1)).first() is not None
    )
