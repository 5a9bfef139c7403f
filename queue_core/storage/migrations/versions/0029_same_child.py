"""Keyed tokens of names and birth dates; pairs of files that are of two children.

The tokens of files that are there are made when the core starts: they need the key.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"


def upgrade() -> None:
    """Makes both tables."""
    op.create_table(
        "file_name_token",
        sa.Column("office", sa.String(length=40), nullable=False),
        sa.Column("token", sa.String(length=32), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "length(token) = 32 AND token NOT GLOB '*[^0-9a-f]*'",
            name=op.f("ck_file_name_token_token_not_a_name"),
        ),
        sa.ForeignKeyConstraint(["file_id"], ["file.id"], name=op.f("fk_file_name_token_file_id")),
        sa.PrimaryKeyConstraint("office", "token", "file_id", name=op.f("pk_file_name_token")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_file_name_token_file", "file_name_token", ["file_id"])
    op.create_table(
        "file_apart",
        sa.Column("office", sa.String(length=40), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.Column("decided_in", sa.Integer(), nullable=False),
        sa.Column("facts", sa.String(length=32), nullable=False),
        sa.Column("decided_at", sa.DateTime(), nullable=False),
        sa.Column("decided_by", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("file_id < other_id", name=op.f("ck_file_apart_once_a_pair")),
        sa.CheckConstraint("decided_in IN (file_id, other_id)", name=op.f("ck_file_apart_in_one_of_both")),
        sa.CheckConstraint(
            "reason IS NULL OR (length(reason) > 29 AND substr(reason, 1, 1) = x'01')",
            name=op.f("ck_file_apart_reason_sealed"),
        ),
        sa.ForeignKeyConstraint(["file_id"], ["file.id"], name=op.f("fk_file_apart_file_id")),
        sa.ForeignKeyConstraint(["other_id"], ["file.id"], name=op.f("fk_file_apart_other_id")),
        sa.PrimaryKeyConstraint("file_id", "other_id", name=op.f("pk_file_apart")),
    )
