"""The tables of objections and of the deliveries that they lead to. Nothing decides here.

What is owed stands here until there is a room for deliveries; it is written with the decision.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

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
    insert,
    or_,
    select,
    text,
    update,
)

from queue_core.feedback.rules import ObjectionState
from queue_core.sqlite.columns import Instant
from queue_core.storage.columns import metadata, office_column

objection = Table(
    "objection",
    metadata,
    Column("id", Integer, primary_key=True),
    office_column(),
    Column("ticket_id", Integer, ForeignKey("ticket.id"), nullable=False),
    Column("number", String(20), nullable=False),
    Column("service", String(40), nullable=False),
    Column("filed_by", String(80), nullable=False),
    Column("filed_at", Instant, nullable=False),
    Column("state", String(12), nullable=False),
    Column("decided_by", String(80)),
    Column("decided_at", Instant),
    Column("reason", String(200)),
    CheckConstraint("state IN ('open', 'accepted', 'refused')", name="state_known"),
    CheckConstraint("(state = 'open') = (decided_at IS NULL)", name="decided_unless_open"),
    CheckConstraint("state = 'open' OR reason <> ''", name="decided_with_a_reason"),
    Index("uq_objection_ticket", "ticket_id", unique=True),
    Index("ix_objection_open", "office", "filed_at", sqlite_where=text("state = 'open'")),
)

owed_delivery = Table(
    "owed_delivery",
    metadata,
    Column("id", Integer, primary_key=True),
    office_column(),
    Column("objection_id", Integer, ForeignKey("objection.id"), nullable=False, unique=True),
    Column("ticket_id", Integer, ForeignKey("ticket.id"), nullable=False),
    Column("number", String(20), nullable=False),
    Column("officer", String(40)),
    Column("owed_since", Instant, nullable=False),
)

Row = Any
"""A row of one of these tables."""


def add_objection(connection: Connection, **values: object) -> Row:
    """Keeps an objection that has just come."""
    return connection.execute(insert(objection).values(values).returning(objection)).one()


def objection_of_ticket(connection: Connection, ticket_id: int) -> Row | None:
    """The ticket's objection."""
    return connection.execute(select(objection).where(objection.c.ticket_id == ticket_id)).first()


def unsettled(connection: Connection, ticket_id: int, since: datetime) -> bool:
    """Whether the ticket's objection is open or was decided since then, or a delivery is owed for it."""
    owed_for_it = select(owed_delivery.c.id).where(owed_delivery.c.objection_id == objection.c.id).exists()
    is_open = objection.c.state == ObjectionState.OPEN
    open_or_owed = or_(is_open, objection.c.decided_at >= since, owed_for_it)
    found = select(objection.c.id).where(objection.c.ticket_id == ticket_id, open_or_owed)
    return connection.execute(found).first() is not None


def objection_by_id(connection: Connection, office: str, objection_id: int) -> Row | None:
    """The objection with this id."""
    mine = and_(objection.c.office == office, objection.c.id == objection_id)
    return connection.execute(select(objection).where(mine)).first()


def decide(connection: Connection, objection_id: int, expected: ObjectionState, **values: object) -> Row:
    """Changes an objection that is still in the expected state; None when it is not."""
    mine = and_(objection.c.id == objection_id, objection.c.state == expected)
    return connection.execute(update(objection).where(mine).values(values).returning(objection)).first()


def open_objections(connection: Connection, office: str) -> Sequence[Row]:
    """Those that wait for a decision, oldest first."""
    mine = and_(objection.c.office == office, text("objection.state = 'open'"))
    return connection.execute(select(objection).where(mine).order_by(objection.c.id)).all()


def latest_decided(connection: Connection, office: str, limit: int) -> Sequence[Row]:
    """The latest that were decided, newest first."""
    mine = and_(objection.c.office == office, objection.c.decided_at.is_not(None))
    newest = select(objection).where(mine).order_by(objection.c.decided_at.desc(), objection.c.id.desc())
    return connection.execute(newest.limit(limit)).all()


def every_state(connection: Connection, office: str) -> Sequence[Row]:
    """Service and state of every objection."""
    columns = select(objection.c.service, objection.c.state)
    return connection.execute(columns.where(objection.c.office == office)).all()


def owe(connection: Connection, **values: object) -> None:
    """Keeps a delivery that is owed from now on."""
    connection.execute(insert(owed_delivery).values(values))


def owed(connection: Connection, office: str) -> Sequence[Row]:
    """Every delivery that is owed, oldest first."""
    mine = select(owed_delivery).where(owed_delivery.c.office == office)
    return connection.execute(mine.order_by(owed_delivery.c.id)).all()
