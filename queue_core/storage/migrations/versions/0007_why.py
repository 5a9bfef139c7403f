"""A ticket keeps why it was called."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Adds the reason; tickets that were called before have none."""
    op.add_column("ticket", sa.Column("why", sa.JSON()))
