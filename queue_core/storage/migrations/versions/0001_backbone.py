"""The first tables: accounts and devices, tickets and counters, step clocks, the ledger, request ids."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Makes every table of the backbone."""
    _account()
    _counter()
    _device()
    _ledger()
    _request()
    _ticket()
    _session()
    _sop_clock()


def _account() -> None:
    op.create_table(
        "account",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("office", sa.String(length=40), nullable=False),
        sa.Column("username", sa.String(length=40), nullable=False),
        sa.Column("roles", sa.JSON(), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=False),
        sa.Column("must_change_password", sa.Boolean(), nullable=False),
        sa.Column("failures", sa.Integer(), server_default="0", nullable=False),
        sa.Column("blocked_until", sa.DateTime(), nullable=True),
        sa.Column("disabled_at", sa.DateTime(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
    )
    op.create_index("uq_account_username", "account", ["office", "username"], unique=True)


def _counter() -> None:
    op.create_table(
        "counter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("office", sa.String(length=40), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("officer", sa.String(length=40), nullable=True),
        sa.Column("since", sa.DateTime(), nullable=False),
        sa.CheckConstraint(
            "(state = 'closed') = (officer IS NULL)", name=op.f("ck_counter_held_unless_closed")
        ),
        sa.CheckConstraint("state IN ('closed', 'open', 'on_break')", name=op.f("ck_counter_state_known")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_counter")),
    )
    op.create_index("uq_counter_number", "counter", ["office", "number"], unique=True)
    op.create_index("uq_counter_officer", "counter", ["office", "officer"], unique=True)


def _device() -> None:
    op.create_table(
        "device",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("office", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("token_digest", sa.String(length=64), nullable=False),
        sa.Column("enrolled_at", sa.DateTime(), nullable=False),
        sa.Column("revoked_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint("role IN ('kiosk', 'board')", name=op.f("ck_device_role_known")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_device")),
        sa.UniqueConstraint("token_digest", name=op.f("uq_device_token_digest")),
    )
    op.create_index("uq_device_name", "device", ["office", "name"], unique=True)


def _ledger() -> None:
    op.create_table(
        "ledger",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("office", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("actor", sa.String(length=80), nullable=False),
        sa.Column("action", sa.String(length=40), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("staff_seq", sa.Integer(), nullable=True),
        sa.Column("hall_seq", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger")),
    )
    op.create_index("ix_ledger_hall", "ledger", ["office", "hall_seq"], unique=True)
    op.create_index("ix_ledger_staff", "ledger", ["office", "staff_seq"], unique=True)


def _request() -> None:
    op.create_table(
        "request",
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("office", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_request")),
    )


def _ticket() -> None:
    op.create_table(
        "ticket",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("office", sa.String(length=40), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("lane", sa.String(length=1), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("service", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=True),
        sa.Column("language", sa.String(length=3), nullable=False),
        sa.Column("page_key", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("counter", sa.Integer(), nullable=True),
        sa.Column("calls", sa.Integer(), server_default="0", nullable=False),
        sa.Column("issued_at", sa.DateTime(), nullable=False),
        sa.Column("called_at", sa.DateTime(), nullable=True),
        sa.Column("started_at", sa.DateTime(), nullable=True),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint(
            "(state = 'waiting') = (counter IS NULL)", name=op.f("ck_ticket_counter_from_call_on")
        ),
        sa.CheckConstraint(
            "state IN ('waiting', 'called', 'serving', 'done', 'no_show')", name=op.f("ck_ticket_state_known")
        ),
        sa.CheckConstraint("serial >= 1", name=op.f("ck_ticket_serial_from_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ticket")),
        sa.UniqueConstraint("page_key", name=op.f("uq_ticket_page_key")),
    )
    op.create_index("ix_ticket_called", "ticket", ["office", "day", "called_at"], unique=False)
    op.create_index("ix_ticket_ended", "ticket", ["office", "day", "ended_at"], unique=False)
    op.create_index(
        "ix_ticket_waiting",
        "ticket",
        ["office", "day", "lane", "issued_at", "id"],
        unique=False,
        sqlite_where=sa.text("state = 'waiting'"),
    )
    op.create_index(
        "uq_ticket_at_counter",
        "ticket",
        ["office", "counter"],
        unique=True,
        sqlite_where=sa.text("state IN ('called', 'serving')"),
    )
    op.create_index("uq_ticket_number", "ticket", ["office", "day", "lane", "serial"], unique=True)


def _session() -> None:
    op.create_table(
        "session",
        sa.Column("token_digest", sa.String(length=64), nullable=False),
        sa.Column("office", sa.String(length=40), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("expires_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_session_account_id")),
        sa.PrimaryKeyConstraint("token_digest", name=op.f("pk_session")),
    )


def _sop_clock() -> None:
    op.create_table(
        "sop_clock",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("office", sa.String(length=40), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(length=40), nullable=False),
        sa.Column("started_at", sa.DateTime(), nullable=False),
        sa.Column("due_at", sa.DateTime(), nullable=False),
        sa.Column("finished_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint("due_at > started_at", name=op.f("ck_sop_clock_due_after_start")),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_sop_clock_ticket_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sop_clock")),
    )
    op.create_index(
        "uq_sop_clock_open",
        "sop_clock",
        ["ticket_id"],
        unique=True,
        sqlite_where=sa.text("finished_at IS NULL"),
    )
    op.create_index("uq_sop_clock_step", "sop_clock", ["ticket_id", "step"], unique=True)
