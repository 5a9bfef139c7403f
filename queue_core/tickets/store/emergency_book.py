"""The table of quiet emergency calls and its queries. Nothing decides here."""

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
    bindparam,
    insert,
    select,
    text,
    update,
)

from queue_core.sqlite.columns import Instant
from queue_core.storage.columns import metadata, office_column
from queue_core.storage.statement import Statement

emergency = Table(
    "emergency",
    metadata,
    Column("id", Integer, primary_key=True),
    office_column(),
    Column("counter", Integer, nullable=False),
    Column("raised_at", Instant, nullable=False),
    Column("raised_by", String(40), nullable=False),
    Column("seen_at", Instant),
    Column("seen_by", String(40)),
    CheckConstraint("(seen_at IS NULL) = (seen_by IS NULL)", name="seen_by_somebody"),
    Index("uq_emergency_unseen", "office", "counter", unique=True, sqlite_where=text("seen_at IS NULL")),
    Index("ix_emergency_counter", "office", "counter", "id"),
)

EmergencyRow = Any

_LATEST = Statement(
    select(emergency)
    .where(emergency.c.office == bindparam("office"), emergency.c.counter == bindparam("number"))
    .order_by(emergency.c.id.desc())
    .limit(1)
)


def latest(connection: Connection, office: str, number: int) -> EmergencyRow | None:
    """The latest call of the counter, seen or not."""
    return _LATEST.first(connection, office=office, number=number)


def add(connection: Connection, office: str, number: int, officer: str, now: datetime) -> None:
    """Keeps a call. Raises IntegrityError when one of this counter is not seen yet."""
    values = {"office": office, "counter": number, "raised_at": now, "raised_by": officer}
    connection.execute(insert(emergency).values(values))


def mark_seen(connection: Connection, office: str, number: int, officer: str, now: datetime) -> bool:
    """Keeps who has seen the counter's call; False when none was waiting to be seen."""
    unseen = (emergency.c.office == office, emergency.c.counter == number, emergency.c.seen_at.is_(None))
    found = connection.execute(update(emergency).where(*unseen).values(seen_at=now, seen_by=officer))
    return found.rowcount == 1
