"""The word by which a database knows its key; files, sealed, with a trigger that refuses every other move."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"

STATES = (
    "draft submitted incomplete verified validated recorded signed print_ordered printed scanned_back ready "
    "handed_over correction refused withdrawn void"
)
LEGAL = {
    "draft": "submitted withdrawn",
    "submitted": "incomplete verified refused withdrawn void",
    "incomplete": "submitted refused withdrawn void",
    "verified": "submitted validated recorded correction withdrawn void",
    "validated": "recorded correction withdrawn void",
    "recorded": "signed print_ordered ready correction withdrawn void",
    "signed": "ready correction void",
    "print_ordered": "printed correction void",
    "printed": "print_ordered scanned_back correction void",
    "scanned_back": "print_ordered ready correction void",
    "ready": "print_ordered handed_over correction void",
    "handed_over": "correction void",
    "correction": "submitted refused withdrawn void",
}


def upgrade() -> None:
    """Makes both tables, with the indexes and the trigger."""
    op.create_table(
        "key_check",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_key_check_only_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_key_check")),
    )
    op.create_table("file", *_columns(), *_constraints())
    _indexes()
    pairs = ", ".join(f"('{at}', '{after}')" for at, ends in LEGAL.items() for after in ends.split())
    op.execute(
        "CREATE TRIGGER file_moves_by_the_table BEFORE UPDATE OF state ON file "
        f"WHEN OLD.state <> NEW.state AND (OLD.state, NEW.state) NOT IN (VALUES {pairs}) "
        "BEGIN SELECT RAISE(ABORT, 'a file does not move so'); END"
    )


def _columns() -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("office", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("service", sa.String(length=40), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.DateTime(), nullable=False),
        sa.Column("opened_by", sa.String(length=40), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.Column("changed_by", sa.String(length=40), nullable=False),
        sa.Column("moved_at", sa.DateTime(), nullable=False),
        sa.Column("moved_by", sa.String(length=40), nullable=False),
        sa.Column("last_action", sa.String(length=20), nullable=True),
        sa.Column("subject", sa.LargeBinary(), nullable=True),
        sa.Column("reason", sa.LargeBinary(), nullable=True),
        sa.Column("nik_token", sa.String(length=32), nullable=True),
        sa.Column("asked_action", sa.String(length=20), nullable=True),
        sa.Column("asked_by", sa.String(length=40), nullable=True),
        sa.Column("asked_at", sa.DateTime(), nullable=True),
        sa.Column("held_by", sa.String(length=40), nullable=True),
        sa.Column("held_since", sa.DateTime(), nullable=True),
    )


def _constraints() -> tuple[sa.Constraint, ...]:
    states = ", ".join(f"'{state}'" for state in STATES.split())
    sealed = "{0} IS NULL OR (length({0}) > 29 AND substr({0}, 1, 1) = x'01')"
    return (
        sa.CheckConstraint(f"state IN ({states})", name=op.f("ck_file_state_known")),
        sa.CheckConstraint("version >= 1", name=op.f("ck_file_version_counts")),
        sa.CheckConstraint(
            "subject IS NOT NULL OR state IN ('draft', 'withdrawn')", name=op.f("ck_file_somebody_s")
        ),
        sa.CheckConstraint(sealed.format("subject"), name=op.f("ck_file_subject_sealed")),
        sa.CheckConstraint(sealed.format("reason"), name=op.f("ck_file_reason_sealed")),
        sa.CheckConstraint(
            "length(nik_token) = 32 AND nik_token NOT GLOB '*[^0-9a-f]*'",
            name=op.f("ck_file_token_not_a_nik"),
        ),
        sa.CheckConstraint(
            "asked_action IN ('correct', 'reprint', 'void')", name=op.f("ck_file_asked_what_needs_two")
        ),
        sa.CheckConstraint(
            "(asked_action IS NULL) = (asked_by IS NULL) AND (asked_action IS NULL) = (asked_at IS NULL)",
            name=op.f("ck_file_asked_by_somebody"),
        ),
        sa.CheckConstraint("(held_by IS NULL) = (held_since IS NULL)", name=op.f("ck_file_held_since")),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_file_ticket_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_file")),
    )


def _indexes() -> None:
    op.create_index("ix_file_ticket", "file", ["ticket_id"])
    op.create_index("ix_file_nik", "file", ["office", "nik_token"])
    op.create_index("ix_file_state", "file", ["office", "state", "moved_at"])
