"""A step that another service interrupted is told apart from one that was done."""

from __future__ import annotations

from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    """Adds the column with its bound."""
    op.execute(
        "ALTER TABLE sop_clock ADD COLUMN interrupted BOOLEAN DEFAULT '0' NOT NULL "
        "CONSTRAINT ck_sop_clock_interrupted_is_over CHECK (interrupted = 0 OR finished_at IS NOT NULL)"
    )
