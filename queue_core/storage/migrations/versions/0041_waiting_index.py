"""The index of those who wait holds all that is asked of them: SQLite needs no look at their tickets."""

from __future__ import annotations

from alembic import op
from sqlalchemy import text

revision = "0041"
down_revision = "0040"

INDEX = "ix_ticket_waiting"
COLUMNS = ["office", "day", "waits_in", "rank_at", "id", "waits_for", "service", "state"]


def upgrade() -> None:
    """Makes the index anew."""
    op.drop_index(INDEX, "ticket")
    op.create_index(INDEX, "ticket", COLUMNS, sqlite_where=text("state = 'waiting'"))
