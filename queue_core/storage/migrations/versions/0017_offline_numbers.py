"""The letter under which each kiosk gives numbers while the core is away."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    """Makes the table."""
    op.create_table(
        "offline_letter",
        sa.Column("office", sa.String(length=40), nullable=False),
        sa.Column("letter", sa.String(length=1), nullable=False),
        sa.Column("device", sa.String(length=40), nullable=True),
        sa.Column("book", sa.String(length=36), nullable=False),
        sa.Column("since", sa.DateTime(), nullable=False),
        sa.Column("heard_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("office", "letter", name=op.f("pk_offline_letter")),
    )
    op.create_index("uq_offline_letter_device", "offline_letter", ["office", "device"], unique=True)
    op.create_index("uq_offline_letter_book", "offline_letter", ["office", "book"], unique=True)
