"""Transfers and undo: the index knows who is waited for, a counter knows its last move."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Makes the index anew and adds the column."""
    op.add_column("counter", sa.Column("moved_at", sa.DateTime(), nullable=True))
    op.drop_index("ix_ticket_waiting", "ticket")
    op.create_index(
        "ix_ticket_waiting",
        "ticket",
        ["office", "day", "waits_in", "rank_at", "id", "waits_for"],
        sqlite_where=sa.text("state = 'waiting'"),
    )
