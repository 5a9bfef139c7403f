"""The photo of a file, one each, and its scanned papers, one of each paper; all of them sealed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"

SEALED = "{0} IS NULL OR (length({0}) > 29 AND substr({0}, 1, 1) = x'01')"


def upgrade() -> None:
    """Makes both tables."""
    op.create_table(
        "photo",
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("office", sa.String(length=40), nullable=False),
        sa.Column("picture", sa.LargeBinary(), nullable=False),
        sa.Column("note", sa.LargeBinary(), nullable=False),
        sa.Column("taken_at", sa.DateTime(), nullable=False),
        sa.Column("taken_by", sa.String(length=40), nullable=False),
        sa.CheckConstraint(SEALED.format("picture"), name=op.f("ck_photo_picture_sealed")),
        sa.CheckConstraint(SEALED.format("note"), name=op.f("ck_photo_note_sealed")),
        sa.ForeignKeyConstraint(["file_id"], ["file.id"], name=op.f("fk_photo_file_id")),
        sa.PrimaryKeyConstraint("file_id", name=op.f("pk_photo")),
    )
    op.create_table(
        "scan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("office", sa.String(length=40), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("paper", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("scanned_at", sa.DateTime(), nullable=False),
        sa.Column("scanned_by", sa.String(length=40), nullable=False),
        sa.CheckConstraint(SEALED.format("content"), name=op.f("ck_scan_content_sealed")),
        sa.CheckConstraint("kind IN ('image/jpeg', 'application/pdf')", name=op.f("ck_scan_kind_known")),
        sa.ForeignKeyConstraint(["file_id"], ["file.id"], name=op.f("fk_scan_file_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scan")),
        sa.UniqueConstraint("file_id", "paper", name=op.f("uq_scan_file_id_paper")),
    )
