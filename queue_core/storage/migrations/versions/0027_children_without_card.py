"""Children without a card, sealed but for what is counted; and how far each import is."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0025"

NO_PLAIN_TEXT = "length({0}) = 32 AND {0} NOT GLOB '*[^0-9a-f]*'"


def upgrade() -> None:
    """Makes both tables with their indexes."""
    op.create_table("listed_child", *_columns(), *_constraints())
    _indexes()
    counts = ("rows", "done", "added", "known", "given", "refused")
    op.create_table(
        "child_import",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("office", sa.String(length=40), nullable=False),
        sa.Column("digest", sa.String(length=32), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in counts),
        sa.Column("started_at", sa.DateTime(), nullable=False),
        sa.Column("started_by", sa.String(length=40), nullable=False),
        sa.Column("finished_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint("done BETWEEN 0 AND rows", name=op.f("ck_child_import_done_of_rows")),
        sa.CheckConstraint(
            "(finished_at IS NOT NULL) = (done = rows)", name=op.f("ck_child_import_finished_when_done")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_child_import")),
    )
    op.create_index("ix_child_import_digest", "child_import", ["office", "digest"], unique=True)


def _columns() -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("office", sa.String(length=40), nullable=False),
        sa.Column("village", sa.String(length=13), nullable=False),
        sa.Column("source", sa.String(length=16), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("record", sa.LargeBinary(), nullable=True),
        sa.Column("nik_token", sa.String(length=32), nullable=True),
        sa.Column("who_token", sa.String(length=32), nullable=False),
        sa.Column("leaves_in", sa.String(length=7), nullable=False),
        sa.Column("listed_at", sa.DateTime(), nullable=False),
        sa.Column("listed_by", sa.String(length=40), nullable=False),
        sa.Column("card_at", sa.DateTime(), nullable=True),
        sa.Column("closed_at", sa.DateTime(), nullable=True),
    )


def _constraints() -> tuple[sa.Constraint, ...]:
    checks = {
        "source_known": "source IN ('import', 'reading_corner', 'counter', 'file')",
        "state_known": "state IN ('without_card', 'has_card', 'moved_away', 'died', 'married')",
        "record_sealed": "record IS NULL OR (length(record) > 29 AND substr(record, 1, 1) = x'01')",
        "token_not_a_nik": NO_PLAIN_TEXT.format("nik_token"),
        "token_not_a_name": NO_PLAIN_TEXT.format("who_token"),
        "leaves_in_a_month": "leaves_in GLOB '20[0-9][0-9]-[01][0-9]'",
        "closed_once": "(state IN ('moved_away', 'died', 'married')) = (closed_at IS NOT NULL)",
        "has_card_since": "state <> 'has_card' OR card_at IS NOT NULL",
        "without_card_so_far": "state <> 'without_card' OR card_at IS NULL",
    }
    named = (sa.CheckConstraint(rule, name=op.f(f"ck_listed_child_{name}")) for name, rule in checks.items())
    return (*named, sa.PrimaryKeyConstraint("id", name=op.f("pk_listed_child")))


def _indexes() -> None:
    table = "listed_child"
    op.create_index(
        "ix_listed_child_nik",
        table,
        ["office", "nik_token"],
        unique=True,
        sqlite_where=sa.text("nik_token IS NOT NULL"),
    )
    op.create_index(
        "ix_listed_child_who",
        table,
        ["office", "who_token"],
        unique=True,
        sqlite_where=sa.text("nik_token IS NULL"),
    )
    op.create_index("ix_listed_child_known", table, ["office", "who_token"])
    op.create_index("ix_listed_child_list", table, ["office", "state", "village", "leaves_in"])
    counted = ["office", "village", "listed_at", "leaves_in", "card_at", "closed_at"]
    op.create_index("ix_listed_child_count", table, counted)
