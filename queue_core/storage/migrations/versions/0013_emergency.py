"""Quiet emergency calls, and who has seen them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Makes the table."""
    op.create_table(
        "emergency",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("office", sa.String(length=40), nullable=False),
        sa.Column("counter", sa.Integer(), nullable=False),
        sa.Column("raised_at", sa.DateTime(), nullable=False),
        sa.Column("raised_by", sa.String(length=40), nullable=False),
        sa.Column("seen_at", sa.DateTime(), nullable=True),
        sa.Column("seen_by", sa.String(length=40), nullable=True),
        sa.CheckConstraint(
            "(seen_at IS NULL) = (seen_by IS NULL)", name=op.f("ck_emergency_seen_by_somebody")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_emergency")),
    )
    op.create_index("ix_emergency_counter", "emergency", ["office", "counter", "id"])
    op.create_index(
        "uq_emergency_unseen",
        "emergency",
        ["office", "counter"],
        unique=True,
        sqlite_where=sa.text("seen_at IS NULL"),
    )
