"""A clock that goes on with another officer keeps who had it before."""

from __future__ import annotations

from alembic import op

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    """Adds the column."""
    op.execute("ALTER TABLE sop_clock ADD COLUMN earlier_officers JSON")
