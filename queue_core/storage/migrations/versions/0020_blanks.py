"""Blanks, one row a serial, with triggers that refuse what breaks the law; counts at closing; ribbon."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"

REASONS = "misprint jam damaged swapped withdrawn lost other"
LEGAL = {"drawer": "printer spoiled", "printer": "drawer good spoiled", "good": "spoiled"}


def upgrade() -> None:
    """Makes the tables, with the indexes and the triggers."""
    _make_blanks()
    _make_triggers()
    _make_counts()
    _make_ribbon()


def _make_blanks() -> None:
    op.create_table(
        "blank_batch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("office", sa.String(length=40), nullable=False),
        sa.Column("first_serial", sa.String(length=20), nullable=False),
        sa.Column("last_serial", sa.String(length=20), nullable=False),
        sa.Column("received_at", sa.DateTime(), nullable=False),
        sa.Column("received_by", sa.String(length=80), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_blank_batch")),
    )
    op.create_table("blank", *_columns(), *_constraints())
    op.create_index("ix_blank_state", "blank", ["office", "state", "spoiled_reason"])
    op.create_index("ix_blank_used", "blank", ["office", "used_at"])


def _make_triggers() -> None:
    pairs = ", ".join(f"('{at}', '{after}')" for at, ends in LEGAL.items() for after in ends.split())
    op.execute(
        "CREATE TRIGGER blank_moves_by_the_table BEFORE UPDATE OF state ON blank "
        f"WHEN OLD.state <> NEW.state AND (OLD.state, NEW.state) NOT IN (VALUES {pairs}) "
        "BEGIN SELECT RAISE(ABORT, 'a blank does not move so'); END"
    )
    op.execute(
        "CREATE TRIGGER blank_begins_in_the_drawer BEFORE INSERT ON blank WHEN NEW.state <> 'drawer' "
        "BEGIN SELECT RAISE(ABORT, 'a blank is received into the drawer'); END"
    )
    op.execute(
        "CREATE TRIGGER blank_keeps_its_serial BEFORE UPDATE OF office, serial ON blank "
        "WHEN OLD.office <> NEW.office OR OLD.serial <> NEW.serial "
        "BEGIN SELECT RAISE(ABORT, 'a blank keeps its serial'); END"
    )
    op.execute(
        "CREATE TRIGGER blank_never_vanishes BEFORE DELETE ON blank "
        "BEGIN SELECT RAISE(ABORT, 'a blank is spoiled, never deleted'); END"
    )


def _make_counts() -> None:
    checks = {
        "counted_something": "drawer >= 0 AND printer >= 0",
        "reason_known": "reason IN ('not_found', 'not_booked', 'not_received', 'other')",
        "differs_for_a_reason": "(drawer = book_drawer AND printer = book_printer) = (reason IS NULL)",
    }
    figures = ("drawer", "printer", "book_drawer", "book_printer")
    op.create_table(
        "blank_count",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("office", sa.String(length=40), nullable=False),
        sa.Column("counted_at", sa.DateTime(), nullable=False),
        sa.Column("counted_by", sa.String(length=80), nullable=False),
        *(sa.Column(figure, sa.Integer(), nullable=False) for figure in figures),
        sa.Column("reason", sa.String(length=12), nullable=True),
        *(sa.CheckConstraint(check, name=op.f(f"ck_blank_count_{name}")) for name, check in checks.items()),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_blank_count")),
    )


def _make_ribbon() -> None:
    put_in = "put_in_at IS NOT NULL AND used_up_at IS NULL"
    op.create_table(
        "ribbon",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("office", sa.String(length=40), nullable=False),
        sa.Column("cards", sa.Integer(), nullable=False),
        sa.Column("received_at", sa.DateTime(), nullable=False),
        sa.Column("received_by", sa.String(length=80), nullable=False),
        sa.Column("put_in_at", sa.DateTime(), nullable=True),
        sa.Column("used_up_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint("cards > 0", name=op.f("ck_ribbon_for_some_cards")),
        sa.CheckConstraint(
            "used_up_at IS NULL OR put_in_at IS NOT NULL", name=op.f("ck_ribbon_used_was_put_in")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ribbon")),
    )
    op.create_index("uq_ribbon_in", "ribbon", ["office"], unique=True, sqlite_where=sa.text(put_in))


def _columns() -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("office", sa.String(length=40), nullable=False),
        sa.Column("serial", sa.String(length=20), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("spoiled_reason", sa.String(length=12), nullable=True),
        sa.Column("loaded_at", sa.DateTime(), nullable=True),
        sa.Column("used_at", sa.DateTime(), nullable=True),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.Column("changed_by", sa.String(length=80), nullable=False),
    )


def _constraints() -> tuple[sa.Constraint, ...]:
    states = ", ".join(f"'{state}'" for state in (*LEGAL, "spoiled"))
    reasons = ", ".join(f"'{reason}'" for reason in REASONS.split())
    checks = {
        "state_known": f"state IN ({states})",
        "reason_known": f"spoiled_reason IN ({reasons})",
        "spoiled_for_a_reason": "(state = 'spoiled') = (spoiled_reason IS NOT NULL)",
        "used_is_good_or_spoiled": "(state IN ('good', 'spoiled')) = (used_at IS NOT NULL)",
        "printed_was_loaded": "state NOT IN ('printer', 'good') OR loaded_at IS NOT NULL",
        "drawer_is_not_loaded": "state <> 'drawer' OR loaded_at IS NULL",
    }
    return (
        *(sa.CheckConstraint(check, name=op.f(f"ck_blank_{name}")) for name, check in checks.items()),
        sa.ForeignKeyConstraint(["batch_id"], ["blank_batch.id"], name=op.f("fk_blank_batch_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_blank")),
        sa.UniqueConstraint("office", "serial", name=op.f("uq_blank_serial")),
    )
