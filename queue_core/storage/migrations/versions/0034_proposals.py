"""Children whom the reading corner proposes; reading corners among the devices; a consent that was withdrawn.

SQLite cannot change a CHECK, so the tables of devices and of listed children are made anew.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"

LEGAL = {
    "waiting": "confirmed struck withdrawn lapsed",
    "confirmed": "withdrawn",
}
STATES = "waiting confirmed struck withdrawn lapsed"
REASONS = "wrong not_of_here has_card consent_withdrawn"
NO_PLAIN_TEXT = "length({0}) = 32 AND {0} NOT GLOB '*[^0-9a-f]*'"


def upgrade() -> None:
    """Makes the table with its indexes and triggers, and widens two lists of words."""
    _widen("device", "'print_station'", "'reading_corner'")
    _widen("listed_child", "'married'", "'withdrawn'")
    op.create_table("child_proposal", *_columns(), *_constraints())
    op.create_index("uq_child_proposal_key", "child_proposal", ["office", "key"], unique=True)
    op.create_index("ix_child_proposal_state", "child_proposal", ["office", "state", "proposed_at"])
    known = sa.text("nik_token IS NOT NULL")
    op.create_index("ix_child_proposal_nik", "child_proposal", ["office", "nik_token"], sqlite_where=known)
    pairs = ", ".join(f"('{at}', '{after}')" for at, ends in LEGAL.items() for after in ends.split())
    op.execute(
        "CREATE TRIGGER child_proposal_moves_by_the_table BEFORE UPDATE OF state ON child_proposal "
        f"WHEN OLD.state <> NEW.state AND (OLD.state, NEW.state) NOT IN (VALUES {pairs}) "
        "BEGIN SELECT RAISE(ABORT, 'a proposal does not move so'); END"
    )
    op.execute(
        "CREATE TRIGGER child_proposal_begins_waiting BEFORE INSERT ON child_proposal "
        "WHEN NEW.state <> 'waiting' BEGIN SELECT RAISE(ABORT, 'a proposal begins waiting'); END"
    )


def _widen(table: str, last: str, more: str) -> None:
    """Makes a table anew, as it is but for one word more at the end of its lists of words."""
    made = "SELECT sql FROM sqlite_master WHERE tbl_name = :table AND type = :type AND sql IS NOT NULL"
    found = {
        kind: op.get_bind().execute(sa.text(made), {"table": table, "type": kind}).scalars().all()
        for kind in ("table", "index")
    }
    (statement,) = found["table"]
    _, _, body = statement.partition("(")
    op.execute(f"CREATE TABLE {table}_anew ({body.replace(f'{last})', f'{last}, {more})')}")
    op.execute(f"INSERT INTO {table}_anew SELECT * FROM {table}")  # noqa: S608  constants
    op.drop_table(table)
    op.rename_table(f"{table}_anew", table)
    for index in found["index"]:
        op.execute(index)


def _columns() -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("office", sa.String(length=40), nullable=False),
        sa.Column("key", sa.String(length=20), nullable=False),
        sa.Column("village", sa.String(length=13), nullable=False),
        sa.Column("state", sa.String(length=9), nullable=False),
        sa.Column("record", sa.LargeBinary(), nullable=True),
        sa.Column("nik_token", sa.String(length=32), nullable=True),
        sa.Column("proposed_at", sa.DateTime(), nullable=False),
        sa.Column("proposed_by", sa.String(length=40), nullable=False),
        sa.Column("decided_at", sa.DateTime(), nullable=True),
        sa.Column("decided_by", sa.String(length=40), nullable=True),
        sa.Column("why", sa.String(length=20), nullable=True),
        sa.Column("child_id", sa.Integer(), nullable=True),
    )


def _constraints() -> tuple[sa.Constraint, ...]:
    checks = {
        "state_known": f"state IN ({_listed(STATES)})",
        "why_known": f"why IN ({_listed(REASONS)})",
        "record_sealed": "record IS NULL OR (length(record) > 29 AND substr(record, 1, 1) = x'01')",
        "token_not_a_nik": NO_PLAIN_TEXT.format("nik_token"),
        "says_something_while_it_waits": "(state = 'waiting') = (record IS NOT NULL)",
        "found_while_it_waits": "state = 'waiting' OR nik_token IS NULL",
        "decided_once": "(state = 'waiting') = (decided_at IS NULL)",
        "decided_by_somebody": "(decided_at IS NULL) = (decided_by IS NULL)",
        "struck_for_a_reason": "(state = 'struck') = (why IS NOT NULL)",
        "listed_when_confirmed": "child_id IS NULL OR state IN ('confirmed', 'withdrawn')",
    }
    named = (
        sa.CheckConstraint(rule, name=op.f(f"ck_child_proposal_{name}")) for name, rule in checks.items()
    )
    return (*named, sa.PrimaryKeyConstraint("id", name=op.f("pk_child_proposal")))


def _listed(words: str) -> str:
    return ", ".join(f"'{word}'" for word in words.split())
