"""The table of requests for help."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Makes the table and its indexes."""
    op.create_table(
        "help_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("office", sa.String(length=40), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=True),
        sa.Column("kiosk", sa.String(length=40), nullable=True),
        sa.Column("counter", sa.Integer(), nullable=True),
        sa.Column("raised_at", sa.DateTime(), nullable=False),
        sa.Column("taken_at", sa.DateTime(), nullable=True),
        sa.Column("taken_by", sa.String(length=40), nullable=True),
        sa.Column("done_at", sa.DateTime(), nullable=True),
        *_checks(),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_help_request_ticket_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_help_request")),
    )
    op.create_index("ix_help_request_day", "help_request", ["office", "day"])
    op.create_index(
        "uq_help_request_of_ticket",
        "help_request",
        ["ticket_id", "kind"],
        unique=True,
        sqlite_where=sa.text("state IN ('open', 'taken')"),
    )
    op.create_index(
        "uq_help_request_at_kiosk",
        "help_request",
        ["office", "day", "kiosk", "kind"],
        unique=True,
        sqlite_where=sa.text("state = 'open' AND ticket_id IS NULL"),
    )


def _checks() -> list[sa.CheckConstraint]:
    rules = {
        "state_known": "state IN ('open', 'taken', 'done', 'withdrawn')",
        "has_a_place": "ticket_id IS NOT NULL OR kiosk IS NOT NULL OR counter IS NOT NULL",
        "taken_by_somebody": "(taken_at IS NULL) = (taken_by IS NULL)",
        "open_until_taken": "state <> 'open' OR taken_at IS NULL",
        "done_once_taken": "state NOT IN ('taken', 'done') OR taken_at IS NOT NULL",
        "done_has_a_time": "(state = 'done') = (done_at IS NOT NULL)",
    }
    return [sa.CheckConstraint(rule, name=op.f(f"ck_help_request_{name}")) for name, rule in rules.items()]
