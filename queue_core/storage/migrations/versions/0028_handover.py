"""The register without gaps; who was told, who signed, to whom a file went."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"

SEALED = "{0} IS NULL OR (length({0}) > 29 AND substr({0}, 1, 1) = x'01')"


def upgrade() -> None:
    """Makes the four tables, and the triggers that keep the register whole."""
    _register()
    _told()
    _signature()
    _handover()


def _register() -> None:
    op.create_table(
        "register_entry",
        *_of_a_file("register_entry"),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("registered_at", sa.DateTime(), nullable=False),
        sa.Column("ready_at", sa.DateTime(), nullable=False),
        sa.Column("shelf", sa.String(length=12), nullable=True),
        sa.CheckConstraint("number >= 1", name=op.f("ck_register_entry_number_counts")),
    )
    op.create_index("ix_register_number", "register_entry", ["office", "year", "number"], unique=True)
    op.create_index("ix_register_file", "register_entry", ["file_id"], unique=True)
    op.execute(
        "CREATE TRIGGER register_without_gaps BEFORE INSERT ON register_entry WHEN NEW.number <> 1 + "
        "(SELECT coalesce(max(number), 0) FROM register_entry WHERE office = NEW.office AND year = NEW.year) "
        "BEGIN SELECT RAISE(ABORT, 'the next number of the register is another'); END"
    )
    for act in ("DELETE ON", "UPDATE OF office, year, number, file_id ON"):
        op.execute(
            f"CREATE TRIGGER register_{act.split()[0].lower()} BEFORE {act} register_entry "
            "BEGIN SELECT RAISE(ABORT, 'a number of the register stays'); END"
        )


def _told() -> None:
    op.create_table(
        "family_told",
        *_of_a_file("family_told"),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by", sa.String(length=40), nullable=False),
        sa.Column("channel", sa.String(length=10), nullable=False),
        sa.CheckConstraint(
            "channel IN ('phone', 'whatsapp', 'in_person')", name=op.f("ck_family_told_channel_known")
        ),
    )
    op.create_index("ix_family_told_file", "family_told", ["file_id"])


def _signature() -> None:
    op.create_table(
        "signature",
        *_of_a_file("signature"),
        sa.Column("key", sa.String(length=20), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("asked_by", sa.String(length=40), nullable=False),
        sa.Column("ends_at", sa.DateTime(), nullable=False),
        sa.Column("signed_at", sa.DateTime(), nullable=True),
        sa.Column("strokes", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint(
            "(signed_at IS NULL) = (strokes IS NULL)", name=op.f("ck_signature_signed_once_drawn")
        ),
        sa.CheckConstraint(SEALED.format("strokes"), name=op.f("ck_signature_strokes_sealed")),
    )
    op.create_index("ix_signature_key", "signature", ["key"], unique=True)
    op.create_index("ix_signature_file", "signature", ["file_id"])


def _handover() -> None:
    op.create_table(
        "handover",
        *_of_a_file("handover"),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by", sa.String(length=40), nullable=False),
        sa.Column("receipt", sa.LargeBinary(), nullable=True),
        sa.Column("signature_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(SEALED.format("receipt"), name=op.f("ck_handover_receipt_sealed")),
        sa.ForeignKeyConstraint(["signature_id"], ["signature.id"], name=op.f("fk_handover_signature_id")),
    )
    op.create_index("ix_handover_once", "handover", ["file_id", "version"], unique=True)


def _of_a_file(table: str) -> tuple[sa.schema.SchemaItem, ...]:
    return (
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("office", sa.String(length=40), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["file_id"], ["file.id"], name=op.f(f"fk_{table}_file_id")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
