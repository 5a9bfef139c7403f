"""The whole life of a ticket: parked, cancelled, void, transferred; a trigger refuses every other move.

SQLite cannot change a CHECK, so the table is made anew, and with it its indexes. Whoever upgrades has turned
the foreign keys off and checks them at the end.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

KEPT = (
    "id, office, day, lane, serial, service, reason, language, page_key, state, counter, calls, "
    "issued_at, rank_at, called_at, started_at, ended_at"
)
LEGAL = (
    ("called", "cancelled"),
    ("called", "no_show"),
    ("called", "parked"),
    ("called", "serving"),
    ("called", "void"),
    ("called", "waiting"),
    ("done", "serving"),
    ("no_show", "called"),
    ("no_show", "cancelled"),
    ("no_show", "void"),
    ("no_show", "waiting"),
    ("parked", "called"),
    ("parked", "cancelled"),
    ("parked", "void"),
    ("parked", "waiting"),
    ("serving", "cancelled"),
    ("serving", "done"),
    ("serving", "parked"),
    ("serving", "void"),
    ("serving", "waiting"),
    ("waiting", "called"),
    ("waiting", "cancelled"),
    ("waiting", "void"),
)


def upgrade() -> None:
    """Makes the table anew with what is in it, then its indexes and its trigger."""
    _table("ticket_anew")
    op.execute(f"INSERT INTO ticket_anew ({KEPT}, waits_in) SELECT {KEPT}, lane FROM ticket")  # noqa: S608  constants
    op.drop_table("ticket")
    op.rename_table("ticket_anew", "ticket")
    _indexes()
    pairs = ", ".join(f"('{before}', '{after}')" for before, after in LEGAL)
    op.execute(
        "CREATE TRIGGER ticket_moves_by_the_table BEFORE UPDATE OF state ON ticket "
        f"WHEN OLD.state <> NEW.state AND (OLD.state, NEW.state) NOT IN (VALUES {pairs}) "
        "BEGIN SELECT RAISE(ABORT, 'a ticket does not move so'); END"
    )


def _table(name: str) -> None:
    op.create_table(
        name,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("office", sa.String(length=40), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("lane", sa.String(length=1), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("service", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=True),
        sa.Column("language", sa.String(length=3), nullable=False),
        sa.Column("page_key", sa.String(length=20), nullable=False),
        sa.Column("waits_in", sa.String(length=1), nullable=False),
        sa.Column("waits_for", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("last_verb", sa.String(length=20), nullable=True),
        sa.Column("moved_at", sa.DateTime(), nullable=True),
        sa.Column("parked_for", sa.String(length=40), nullable=True),
        sa.Column("counter", sa.Integer(), nullable=True),
        sa.Column("calls", sa.Integer(), server_default="0", nullable=False),
        sa.Column("issued_at", sa.DateTime(), nullable=False),
        sa.Column("rank_at", sa.DateTime(), nullable=False),
        sa.Column("called_at", sa.DateTime(), nullable=True),
        sa.Column("started_at", sa.DateTime(), nullable=True),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        *_constraints(),
    )


def _constraints() -> tuple[sa.Constraint, ...]:
    return (
        sa.CheckConstraint(
            "state IN ('waiting', 'called', 'serving', 'parked', 'done', 'no_show', 'cancelled', 'void')",
            name=op.f("ck_ticket_state_known"),
        ),
        sa.CheckConstraint(
            "counter IS NULL OR state <> 'waiting'", name=op.f("ck_ticket_waits_at_no_counter")
        ),
        sa.CheckConstraint(
            "counter IS NOT NULL OR state IN ('waiting', 'cancelled', 'void')",
            name=op.f("ck_ticket_counter_from_call_on"),
        ),
        sa.CheckConstraint(
            "(state = 'parked') = (parked_for IS NOT NULL)", name=op.f("ck_ticket_parked_for_a_reason")
        ),
        sa.CheckConstraint(
            "(state IN ('done', 'no_show', 'cancelled', 'void')) = (ended_at IS NOT NULL)",
            name=op.f("ck_ticket_ended_when_over"),
        ),
        sa.CheckConstraint("serial >= 1", name=op.f("ck_ticket_serial_from_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ticket")),
        sa.UniqueConstraint("page_key", name=op.f("uq_ticket_page_key")),
    )


def _indexes() -> None:
    day = ["office", "day"]
    op.create_index("uq_ticket_number", "ticket", [*day, "lane", "serial"], unique=True)
    op.create_index(
        "uq_ticket_at_counter",
        "ticket",
        ["office", "counter"],
        unique=True,
        sqlite_where=sa.text("state IN ('called', 'serving')"),
    )
    op.create_index(
        "ix_ticket_waiting",
        "ticket",
        [*day, "waits_in", "rank_at", "id"],
        sqlite_where=sa.text("state = 'waiting'"),
    )
    for name, column in (("ix_ticket_called", "called_at"), ("ix_ticket_ended", "ended_at")):
        op.create_index(name, "ticket", [*day, column], sqlite_where=sa.text(f"{column} IS NOT NULL"))
