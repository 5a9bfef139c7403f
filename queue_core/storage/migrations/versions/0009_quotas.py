"""What is given of each quota, the blanks of a day, and the children of a family's one ticket."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Makes both tables and the column."""
    _quota_use()
    _blanks()
    op.execute(
        "ALTER TABLE ticket ADD COLUMN children INTEGER DEFAULT '1' NOT NULL "
        "CONSTRAINT ck_ticket_children_one_to_nine CHECK (children BETWEEN 1 AND 9)"
    )


def _quota_use() -> None:
    op.create_table(
        "quota_use",
        sa.Column("office", sa.String(length=40), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("service", sa.String(length=40), nullable=False),
        sa.Column("part", sa.String(length=8), nullable=False),
        sa.Column("used", sa.Integer(), nullable=False),
        sa.CheckConstraint("used >= 0", name=op.f("ck_quota_use_used_from_zero")),
        sa.PrimaryKeyConstraint("office", "day", "service", "part", name=op.f("pk_quota_use")),
    )


def _blanks() -> None:
    op.create_table(
        "blanks",
        sa.Column("office", sa.String(length=40), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("service", sa.String(length=40), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("counted_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("number >= 0", name=op.f("ck_blanks_number_from_zero")),
        sa.PrimaryKeyConstraint("office", "day", "service", name=op.f("pk_blanks")),
    )
