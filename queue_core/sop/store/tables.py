"""The tables of clocks, their pauses, disturbances, and the days on which the office is closed."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    text,
)

from queue_core.sqlite.columns import Instant
from queue_core.storage.columns import metadata, office_column

sop_clock = Table(
    "sop_clock",
    metadata,
    Column("id", Integer, primary_key=True),
    office_column(),
    Column("ticket_id", Integer, ForeignKey("ticket.id")),
    # of a clock that times the making of a document; its ticket is then the one that the file was opened for
    Column("file_id", Integer, ForeignKey("file.id")),
    Column("subject", String(20), nullable=False),
    Column("service", String(40), nullable=False),
    Column("step", String(40), nullable=False),
    Column("officer", String(40)),
    Column("earlier_officers", JSON(none_as_null=True)),
    Column("started_at", Instant, nullable=False),
    Column("allowed_seconds", Float, nullable=False),
    Column("office_time", Boolean, nullable=False),
    Column("near_at", Instant),
    Column("due_at", Instant),
    Column("warned_at", Instant),
    Column("breached_at", Instant),
    Column("finished_at", Instant),
    # ended before its work was done, by another service or the ticket's end: the step begins anew, if ever
    Column("interrupted", Boolean, nullable=False, server_default="0"),
    CheckConstraint("due_at > started_at", name="due_after_start"),
    CheckConstraint("finished_at >= started_at", name="end_after_start"),
    CheckConstraint("allowed_seconds > 0", name="allowed_some_time"),
    CheckConstraint("interrupted = 0 OR finished_at IS NOT NULL", name="interrupted_is_over"),
    CheckConstraint("coalesce(ticket_id, file_id) IS NOT NULL", name="of_something"),
    Index("ix_sop_clock_ticket", "ticket_id"),
    Index("ix_sop_clock_file", "file_id", sqlite_where=text("file_id IS NOT NULL")),
    Index("ix_sop_clock_finished", "office", "finished_at"),
    Index(
        "uq_sop_clock_open",
        "ticket_id",
        "step",
        unique=True,
        sqlite_where=text("finished_at IS NULL AND file_id IS NULL"),
    ),
    Index(
        "uq_sop_clock_open_file",
        "file_id",
        unique=True,
        sqlite_where=text("finished_at IS NULL AND file_id IS NOT NULL"),
    ),
)

sop_disturbance = Table(
    "sop_disturbance",
    metadata,
    Column("id", Integer, primary_key=True),
    office_column(),
    Column("service", String(40), nullable=False),
    Column("reason", String(200), nullable=False),
    Column("declared_by", String(80), nullable=False),
    Column("declared_at", Instant, nullable=False),
    Column("lifted_by", String(80)),
    Column("lifted_at", Instant),
    Column("lifted_because", String(200)),
    CheckConstraint("lifted_at >= declared_at", name="lifted_after_declared"),
    Index(
        "uq_sop_disturbance_open", "office", "service", unique=True, sqlite_where=text("lifted_at IS NULL")
    ),
)

sop_pause = Table(
    "sop_pause",
    metadata,
    Column("id", Integer, primary_key=True),
    office_column(),
    Column("clock_id", Integer, ForeignKey("sop_clock.id"), nullable=False),
    Column("disturbance_id", Integer, ForeignKey("sop_disturbance.id")),
    Column("reason", String(200), nullable=False),
    Column("paused_by", String(80), nullable=False),
    Column("started_at", Instant, nullable=False),
    Column("ended_at", Instant),
    CheckConstraint("ended_at >= started_at", name="end_after_start"),
    CheckConstraint("reason <> ''", name="has_a_reason"),
    Index("ix_sop_pause_clock", "clock_id"),
    Index(
        "uq_sop_pause_own",
        "clock_id",
        unique=True,
        sqlite_where=text("ended_at IS NULL AND disturbance_id IS NULL"),
    ),
    Index(
        "uq_sop_pause_disturbance",
        "disturbance_id",
        "clock_id",
        unique=True,
        sqlite_where=text("disturbance_id IS NOT NULL"),
    ),
)

sop_closing = Table(
    "sop_closing",
    metadata,
    Column("id", Integer, primary_key=True),
    office_column(),
    Column("day", Date, nullable=False),
    Column("starts_at", Instant, nullable=False),
    Column("ends_at", Instant, nullable=False),
    Column("reason", String(200), nullable=False),
    Column("added_by", String(80), nullable=False),
    Column("added_at", Instant, nullable=False),
    Column("withdrawn_by", String(80)),
    Column("withdrawn_at", Instant),
    CheckConstraint("ends_at >= starts_at", name="end_after_start"),
    Index("uq_sop_closing_day", "office", "day", unique=True, sqlite_where=text("withdrawn_at IS NULL")),
)

Row = Any
"""A row of one of these tables."""
