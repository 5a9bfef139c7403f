"""The table of step clocks."""

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
    insert,
    select,
    text,
    update,
)

from queue_core.sop.rules import StepClock
from queue_core.storage.columns import Instant, metadata, office_column

sop_clock = Table(
    "sop_clock",
    metadata,
    Column("id", Integer, primary_key=True),
    office_column(),
    Column("ticket_id", Integer, ForeignKey("ticket.id"), nullable=False),
    Column("step", String(40), nullable=False),
    Column("started_at", Instant, nullable=False),
    Column("due_at", Instant, nullable=False),
    Column("finished_at", Instant),
    CheckConstraint("due_at > started_at", name="due_after_start"),
    Index("uq_sop_clock_step", "ticket_id", "step", unique=True),
    Index("uq_sop_clock_open", "ticket_id", unique=True, sqlite_where=text("finished_at IS NULL")),
)


def add(connection: Connection, office: str, ticket_id: int, clock: StepClock) -> None:
    """Keeps a clock that has just been started."""
    connection.execute(
        insert(sop_clock).values(
            office=office,
            ticket_id=ticket_id,
            step=clock.step,
            started_at=clock.started_at,
            due_at=clock.due_at,
        )
    )


def finish_open(connection: Connection, ticket_id: int, now: datetime) -> str | None:
    """Ends the ticket's running clock; its step, or None when none was running."""
    step: str | None = connection.scalar(
        update(sop_clock)
        .where(sop_clock.c.ticket_id == ticket_id, sop_clock.c.finished_at.is_(None))
        .values(finished_at=now)
        .returning(sop_clock.c.step)
    )
    return step


def of_ticket(connection: Connection, ticket_id: int) -> list[StepClock]:
    """The ticket's clocks in the order in which they began."""
    rows = connection.execute(
        select(sop_clock).where(sop_clock.c.ticket_id == ticket_id).order_by(sop_clock.c.id)
    )
    return [StepClock(row.step, row.started_at, row.due_at, row.finished_at) for row in rows]
