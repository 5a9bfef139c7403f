"""Clocks keep what they grant and count, what was told of them, their pauses, and the office's closings."""

from __future__ import annotations

from datetime import timedelta

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
NEAR_AT = 0.8
OPEN = sa.text("finished_at IS NULL")


def upgrade() -> None:
    """Makes the table of clocks anew, since SQLite changes no constraint, and the tables beside it."""
    op.drop_index("uq_sop_clock_open", "sop_clock")
    op.drop_index("uq_sop_clock_step", "sop_clock")
    op.rename_table("sop_clock", "sop_clock_before")
    _clock()
    _copy()
    op.drop_table("sop_clock_before")
    _disturbance()
    _pause()
    _closing()


def _clock() -> None:
    op.create_table(
        "sop_clock",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("office", sa.String(length=40), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(length=20), nullable=False),
        sa.Column("service", sa.String(length=40), nullable=False),
        sa.Column("step", sa.String(length=40), nullable=False),
        sa.Column("officer", sa.String(length=40), nullable=True),
        sa.Column("started_at", sa.DateTime(), nullable=False),
        sa.Column("allowed_seconds", sa.Float(), nullable=False),
        sa.Column("office_time", sa.Boolean(), nullable=False),
        sa.Column("near_at", sa.DateTime(), nullable=True),
        sa.Column("due_at", sa.DateTime(), nullable=True),
        sa.Column("warned_at", sa.DateTime(), nullable=True),
        sa.Column("breached_at", sa.DateTime(), nullable=True),
        sa.Column("finished_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint("allowed_seconds > 0", name=op.f("ck_sop_clock_allowed_some_time")),
        sa.CheckConstraint("due_at > started_at", name=op.f("ck_sop_clock_due_after_start")),
        sa.CheckConstraint("finished_at >= started_at", name=op.f("ck_sop_clock_end_after_start")),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_sop_clock_ticket_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sop_clock")),
    )
    op.create_index("ix_sop_clock_ticket", "sop_clock", ["ticket_id"])
    op.create_index("ix_sop_clock_finished", "sop_clock", ["office", "finished_at"])
    op.create_index("uq_sop_clock_open", "sop_clock", ["ticket_id", "step"], unique=True, sqlite_where=OPEN)


def _copy() -> None:
    """What ran before ran day and night, and was told to nobody."""
    book = op.get_bind()
    instants = [sa.column(name, sa.DateTime()) for name in ("started_at", "due_at", "finished_at")]
    before = sa.table("sop_clock_before", *map(sa.column, ("id", "office", "ticket_id", "step")), *instants)
    ticket = sa.table("ticket", *map(sa.column, ("id", "lane", "serial", "service")))
    columns = (*before.c, ticket.c.lane, ticket.c.serial, ticket.c.service)
    clock = sa.table(
        "sop_clock",
        *map(sa.column, ("id", "office", "ticket_id", "subject", "service", "step")),
        *map(sa.column, ("allowed_seconds", "office_time")),
        sa.column("near_at", sa.DateTime()),
        *(sa.column(one.name, sa.DateTime()) for one in instants),
    )
    for row in book.execute(sa.select(*columns).join_from(before, ticket, before.c.ticket_id == ticket.c.id)):
        values = dict(row._mapping)
        allowed: timedelta = row.due_at - row.started_at
        values["subject"] = f"{values.pop('lane')}{values.pop('serial'):03d}"
        values |= {"allowed_seconds": allowed.total_seconds(), "office_time": False}
        values["near_at"] = row.started_at + NEAR_AT * allowed
        if row.finished_at is not None:
            values["finished_at"] = max(row.finished_at, row.started_at)
        book.execute(sa.insert(clock).values(values))


def _disturbance() -> None:
    op.create_table(
        "sop_disturbance",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("office", sa.String(length=40), nullable=False),
        sa.Column("service", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("declared_by", sa.String(length=80), nullable=False),
        sa.Column("declared_at", sa.DateTime(), nullable=False),
        sa.Column("lifted_by", sa.String(length=80), nullable=True),
        sa.Column("lifted_at", sa.DateTime(), nullable=True),
        sa.Column("lifted_because", sa.String(length=200), nullable=True),
        sa.CheckConstraint("lifted_at >= declared_at", name=op.f("ck_sop_disturbance_lifted_after_declared")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sop_disturbance")),
    )
    op.create_index(
        "uq_sop_disturbance_open",
        "sop_disturbance",
        ["office", "service"],
        unique=True,
        sqlite_where=sa.text("lifted_at IS NULL"),
    )


def _pause() -> None:
    op.create_table(
        "sop_pause",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("office", sa.String(length=40), nullable=False),
        sa.Column("clock_id", sa.Integer(), nullable=False),
        sa.Column("disturbance_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("paused_by", sa.String(length=80), nullable=False),
        sa.Column("started_at", sa.DateTime(), nullable=False),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint("ended_at >= started_at", name=op.f("ck_sop_pause_end_after_start")),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_sop_pause_has_a_reason")),
        sa.ForeignKeyConstraint(["clock_id"], ["sop_clock.id"], name=op.f("fk_sop_pause_clock_id")),
        sa.ForeignKeyConstraint(
            ["disturbance_id"], ["sop_disturbance.id"], name=op.f("fk_sop_pause_disturbance_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sop_pause")),
    )
    op.create_index("ix_sop_pause_clock", "sop_pause", ["clock_id"])
    op.create_index(
        "uq_sop_pause_own",
        "sop_pause",
        ["clock_id"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL AND disturbance_id IS NULL"),
    )
    op.create_index(
        "uq_sop_pause_disturbance",
        "sop_pause",
        ["disturbance_id", "clock_id"],
        unique=True,
        sqlite_where=sa.text("disturbance_id IS NOT NULL"),
    )


def _closing() -> None:
    op.create_table(
        "sop_closing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("office", sa.String(length=40), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("starts_at", sa.DateTime(), nullable=False),
        sa.Column("ends_at", sa.DateTime(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("added_by", sa.String(length=80), nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.Column("withdrawn_by", sa.String(length=80), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint("ends_at >= starts_at", name=op.f("ck_sop_closing_end_after_start")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sop_closing")),
    )
    op.create_index(
        "uq_sop_closing_day",
        "sop_closing",
        ["office", "day"],
        unique=True,
        sqlite_where=sa.text("withdrawn_at IS NULL"),
    )
