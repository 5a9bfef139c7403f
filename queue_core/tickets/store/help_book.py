"""The table of requests for help and its queries. Nothing decides here."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    Column,
    Connection,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    and_,
    bindparam,
    func,
    insert,
    select,
    text,
    update,
)

from queue_core.sqlite.columns import Instant
from queue_core.storage.columns import metadata, office_column
from queue_core.storage.statement import Statement
from queue_core.tickets.rules.assistance import HelpState
from queue_core.tickets.store.tables import ticket

UNFINISHED = "state IN ('open', 'taken')"

help_request = Table(
    "help_request",
    metadata,
    Column("id", Integer, primary_key=True),
    office_column(),
    Column("day", Date, nullable=False),
    Column("kind", String(40), nullable=False),
    Column("state", String(12), nullable=False),
    Column("ticket_id", Integer, ForeignKey("ticket.id")),
    Column("kiosk", String(40)),
    Column("counter", Integer),
    Column("raised_at", Instant, nullable=False),
    Column("taken_at", Instant),
    Column("taken_by", String(40)),
    Column("done_at", Instant),
    CheckConstraint("state IN ('open', 'taken', 'done', 'withdrawn')", name="state_known"),
    CheckConstraint("ticket_id IS NOT NULL OR kiosk IS NOT NULL OR counter IS NOT NULL", name="has_a_place"),
    CheckConstraint("(taken_at IS NULL) = (taken_by IS NULL)", name="taken_by_somebody"),
    CheckConstraint("state <> 'open' OR taken_at IS NULL", name="open_until_taken"),
    CheckConstraint("state NOT IN ('taken', 'done') OR taken_at IS NOT NULL", name="done_once_taken"),
    CheckConstraint("(state = 'done') = (done_at IS NOT NULL)", name="done_has_a_time"),
    Index("uq_help_request_of_ticket", "ticket_id", "kind", unique=True, sqlite_where=text(UNFINISHED)),
    Index(
        "uq_help_request_at_kiosk",
        "office",
        "day",
        "kiosk",
        "kind",
        unique=True,
        sqlite_where=text("state = 'open' AND ticket_id IS NULL"),
    ),
    Index("ix_help_request_day", "office", "day"),
)

HelpRow = Any

_BY_ID = (
    select(help_request, ticket.c.lane, ticket.c.serial)
    .join_from(help_request, ticket, isouter=True)
    .where(help_request.c.office == bindparam("office"))
)
_OF_TICKET = Statement(
    select(help_request.c.id, help_request.c.kind, help_request.c.state)
    .where(help_request.c.ticket_id == bindparam("ticket_id"), text(f"help_request.{UNFINISHED}"))
    .order_by(help_request.c.id)
)


def add_request(connection: Connection, **values: object) -> int:
    """Keeps a new request; its id."""
    added = insert(help_request).values(state=HelpState.OPEN, **values).returning(help_request.c.id)
    return int(connection.execute(added).scalar_one())


def request(connection: Connection, office: str, request_id: int) -> HelpRow | None:
    """The request with this id, with its ticket's lane and serial."""
    found = connection.execute(_BY_ID.where(help_request.c.id == request_id), {"office": office})
    return found.first()


def unfinished_today(connection: Connection, office: str, day: date) -> Sequence[HelpRow]:
    """The day's requests that nobody has finished, oldest first."""
    mine = and_(help_request.c.day == day, text(f"help_request.{UNFINISHED}"))
    return connection.execute(_BY_ID.where(mine).order_by(help_request.c.id), {"office": office}).all()


def of_ticket(connection: Connection, ticket_id: int) -> list[HelpRow]:
    """The ticket's unfinished requests: id, kind and state."""
    return _OF_TICKET.all(connection, ticket_id=ticket_id)


def asked_of_ticket(connection: Connection, ticket_id: int) -> int:
    """How often help was asked for with this ticket."""
    asked = select(func.count()).where(help_request.c.ticket_id == ticket_id)
    return int(connection.execute(asked).scalar_one())


def open_at_kiosk(connection: Connection, office: str, day: date, kiosk: str, kind: str) -> int | None:
    """The id of the request without a ticket that waits at a kiosk."""
    return connection.scalar(
        select(help_request.c.id).where(
            help_request.c.office == office,
            help_request.c.day == day,
            help_request.c.kiosk == kiosk,
            help_request.c.kind == kind,
            text("help_request.state = 'open' AND help_request.ticket_id IS NULL"),
        )
    )


def compare_and_set(connection: Connection, request_id: int, expected: HelpState, **values: object) -> bool:
    """Changes the request if it is still in the expected state; whether it was."""
    mine = and_(help_request.c.id == request_id, help_request.c.state == expected)
    return connection.execute(update(help_request).where(mine).values(values)).rowcount == 1


def of_days(connection: Connection, office: str, first: date, last: date) -> Sequence[HelpRow]:
    """Every request of these days."""
    mine = and_(help_request.c.office == office, help_request.c.day.between(first, last))
    return connection.execute(select(help_request).where(mine).order_by(help_request.c.id)).all()
