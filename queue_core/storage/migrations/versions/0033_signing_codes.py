"""The code by which a receiver names the page to sign on at a kiosk, as a token under the office's key."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"


def upgrade() -> None:
    """Pages to sign on that are open while this runs are signed on a phone alone."""
    op.add_column("signature", sa.Column("code", sa.String(length=32), nullable=True))
    op.create_index(
        "ix_signature_code",
        "signature",
        ["office", "code"],
        unique=True,
        sqlite_where=sa.text("code IS NOT NULL"),
    )
