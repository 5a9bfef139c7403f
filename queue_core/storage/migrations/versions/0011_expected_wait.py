"""What was expected of a ticket's wait is kept, so that real waits can be held against it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Adds the column; of earlier tickets nothing is known."""
    op.add_column("ticket", sa.Column("expected_minutes", sa.Float(), nullable=True))
