"""Appointments: booked in advance, checked in once; a trigger refuses every other move."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"

LEGAL = (("booked", "cancelled"), ("booked", "checked_in"), ("booked", "missed"))


def upgrade() -> None:
    """Makes the table, its indexes and its trigger."""
    op.create_table(
        "appointment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("office", sa.String(length=40), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("service", sa.String(length=40), nullable=False),
        sa.Column("starts_at", sa.DateTime(), nullable=False),
        sa.Column("ends_at", sa.DateTime(), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=True),
        sa.Column("language", sa.String(length=3), nullable=False),
        sa.Column("children", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=20), nullable=False),
        sa.Column("code", sa.String(length=6), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=True),
        sa.Column("booked_at", sa.DateTime(), nullable=False),
        sa.Column("booked_by", sa.String(length=80), nullable=False),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        *_constraints(),
    )
    _indexes()
    pairs = ", ".join(f"('{before}', '{after}')" for before, after in LEGAL)
    op.execute(
        "CREATE TRIGGER appointment_moves_by_the_table BEFORE UPDATE OF state ON appointment "
        f"WHEN OLD.state <> NEW.state AND (OLD.state, NEW.state) NOT IN (VALUES {pairs}) "
        "BEGIN SELECT RAISE(ABORT, 'an appointment does not move so'); END"
    )


def _constraints() -> tuple[sa.Constraint, ...]:
    return (
        sa.CheckConstraint(
            "state IN ('booked', 'checked_in', 'cancelled', 'missed')",
            name=op.f("ck_appointment_state_known"),
        ),
        sa.CheckConstraint(
            "(state = 'checked_in') = (ticket_id IS NOT NULL)",
            name=op.f("ck_appointment_a_ticket_once_checked_in"),
        ),
        sa.CheckConstraint(
            "(state = 'booked') = (ended_at IS NULL)", name=op.f("ck_appointment_ended_unless_booked")
        ),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_appointment_slot_lasts")),
        sa.CheckConstraint("children BETWEEN 1 AND 9", name=op.f("ck_appointment_children_one_to_nine")),
        sa.CheckConstraint(
            "length(code) = 6 AND code NOT GLOB '*[^0-9]*'", name=op.f("ck_appointment_code_of_six_digits")
        ),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_appointment_ticket_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appointment")),
        sa.UniqueConstraint("key", name=op.f("uq_appointment_key")),
    )


def _indexes() -> None:
    op.create_index("uq_appointment_ticket", "appointment", ["ticket_id"], unique=True)
    op.create_index(
        "uq_appointment_code",
        "appointment",
        ["office", "code"],
        unique=True,
        sqlite_where=sa.text("state = 'booked'"),
    )
    op.create_index(
        "ix_appointment_slot",
        "appointment",
        ["office", "service", "starts_at"],
        sqlite_where=sa.text("state <> 'cancelled'"),
    )
    op.create_index("ix_appointment_day", "appointment", ["office", "day"])
