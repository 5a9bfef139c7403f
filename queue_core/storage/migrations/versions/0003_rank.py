"""A ticket is ranked by an instant of its own; issued_at stays the truth of its issue."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
LAST = "9999-12-31 00:00:00.000000"


def upgrade() -> None:
    """Ranks every ticket by its issue. SQLite asks a new column that is never empty for a default."""
    op.add_column(
        "ticket", sa.Column("rank_at", sa.DateTime(), server_default=sa.text(f"'{LAST}'"), nullable=False)
    )
    op.execute("UPDATE ticket SET rank_at = issued_at")
    op.drop_index("ix_ticket_waiting", "ticket")
    op.create_index(
        "ix_ticket_waiting",
        "ticket",
        ["office", "day", "lane", "rank_at", "id"],
        sqlite_where=sa.text("state = 'waiting'"),
    )
