"""The tables of tickets and counters."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Column,
    Date,
    Float,
    Index,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
    text,
)

from queue_core.sqlite.columns import Instant
from queue_core.storage.columns import metadata, office_column

ticket = Table(
    "ticket",
    metadata,
    Column("id", Integer, primary_key=True),
    office_column(),
    Column("day", Date, nullable=False),
    Column("lane", String(1), nullable=False),
    Column("serial", Integer, nullable=False),
    Column("service", String(40), nullable=False),
    Column("reason", String(40)),
    Column("language", String(3), nullable=False),
    Column("page_key", String(20), nullable=False, unique=True),
    Column("waits_in", String(1), nullable=False),
    Column("waits_for", Integer),
    Column("state", String(12), nullable=False),
    Column("last_verb", String(20)),
    Column("moved_at", Instant),
    Column("parked_for", String(40)),
    Column("counter", Integer),
    Column("why", JSON),
    Column("children", Integer, nullable=False, server_default="1"),
    Column("calls", Integer, nullable=False, server_default="0"),
    Column("issued_at", Instant, nullable=False),
    Column("rank_at", Instant, nullable=False),
    Column("called_at", Instant),
    Column("started_at", Instant),
    Column("ended_at", Instant),
    # what the forecast rested on when the ticket was issued: real waits are held against it
    Column("expected_minutes", Float),
    CheckConstraint(
        "state IN ('waiting', 'called', 'serving', 'parked', 'done', 'no_show', 'cancelled', 'void')",
        name="state_known",
    ),
    CheckConstraint("counter IS NULL OR state <> 'waiting'", name="waits_at_no_counter"),
    CheckConstraint(
        "counter IS NOT NULL OR state IN ('waiting', 'cancelled', 'void')", name="counter_from_call_on"
    ),
    CheckConstraint("(state = 'parked') = (parked_for IS NOT NULL)", name="parked_for_a_reason"),
    CheckConstraint(
        "(state IN ('done', 'no_show', 'cancelled', 'void')) = (ended_at IS NOT NULL)", name="ended_when_over"
    ),
    CheckConstraint("children BETWEEN 1 AND 9", name="children_one_to_nine"),
    CheckConstraint("serial >= 1", name="serial_from_one"),
    Index("uq_ticket_number", "office", "day", "lane", "serial", unique=True),
    Index(
        "uq_ticket_at_counter",
        "office",
        "counter",
        unique=True,
        sqlite_where=text("state IN ('called', 'serving')"),
    ),
    Index(
        "ix_ticket_waiting",
        "office",
        "day",
        "waits_in",
        "rank_at",
        "id",
        "waits_for",
        "service",
        "state",  # the same in every entry; without it SQLite looks at the tickets, too
        sqlite_where=text("state = 'waiting'"),
    ),
    Index("ix_ticket_called", "office", "day", "called_at", sqlite_where=text("called_at IS NOT NULL")),
    Index("ix_ticket_ended", "office", "day", "ended_at", sqlite_where=text("ended_at IS NOT NULL")),
)

ANY_COUNTER = 0
"""In place of NULL, which a key cannot hold."""

waiting_count = Table(
    "waiting_count",
    metadata,
    office_column(),
    Column("day", Date, nullable=False),
    Column("waits_in", String(1), nullable=False),
    Column("service", String(40), nullable=False),
    Column("waits_for", Integer, nullable=False),
    Column("tickets", Integer, nullable=False),
    PrimaryKeyConstraint("office", "day", "waits_in", "service", "waits_for"),
    CheckConstraint("tickets >= 0", name="never_below_none"),
    sqlite_with_rowid=False,
)
"""How many wait, by where, for what and for which counter. Triggers keep it: decision 0044."""


counter = Table(
    "counter",
    metadata,
    Column("id", Integer, primary_key=True),
    office_column(),
    Column("number", Integer, nullable=False),
    Column("state", String(12), nullable=False),
    Column("officer", String(40)),
    Column("since", Instant, nullable=False),
    Column("moved_at", Instant),
    Column("attendance", String(12), nullable=False),
    Column("away_since", Instant),
    CheckConstraint("state IN ('closed', 'open', 'on_break', 'closing')", name="state_known"),
    CheckConstraint("(state = 'closed') = (officer IS NULL)", name="held_unless_closed"),
    CheckConstraint("attendance IN ('unwatched', 'here', 'away', 'kept')", name="attendance_known"),
    CheckConstraint("attendance = 'unwatched' OR state IN ('open', 'closing')", name="watched_while_serving"),
    CheckConstraint(
        "(away_since IS NULL) = (attendance IN ('unwatched', 'here'))", name="away_since_an_instant"
    ),
    Index("uq_counter_number", "office", "number", unique=True),
    Index("uq_counter_officer", "office", "officer", unique=True),
)


TicketRow = Any


CounterRow = Any
