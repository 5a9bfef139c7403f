"""Print orders with their triggers; print stations among the devices; a spoiled print among a file's moves.

SQLite cannot change a CHECK, so the table of devices is made anew.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"

LEGAL = {
    "waiting": "loaded printed cancelled",
    "loaded": "waiting sending printed spoiled cancelled",
    "sending": "printed loaded spoiled unknown",
    "unknown": "printed loaded spoiled",
    "printed": "done spoiled",
    "done": "spoiled",
}
STATES = "waiting loaded sending unknown printed done spoiled cancelled"
WAYS = "overlay siak agency"
PROBLEMS = "offline cover_open no_blank no_ribbon jam no_face other"
REASONS = "misprint jam damaged swapped withdrawn lost other"
LIVE = "state NOT IN ('spoiled', 'cancelled')"
DEVICE = "id, office, name, role, token_digest, enrolled_at, revoked_at"


def upgrade() -> None:
    """Makes the table with its indexes and triggers; a file whose print was ordered gets its order."""
    op.create_table("print_order", *_columns(), *_constraints())
    _indexes()
    pairs = ", ".join(f"('{at}', '{after}')" for at, ends in LEGAL.items() for after in ends.split())
    op.execute(
        "CREATE TRIGGER print_order_moves_by_the_table BEFORE UPDATE OF state ON print_order "
        f"WHEN OLD.state <> NEW.state AND (OLD.state, NEW.state) NOT IN (VALUES {pairs}) "
        "BEGIN SELECT RAISE(ABORT, 'a print order does not move so'); END"
    )
    op.execute(
        "CREATE TRIGGER print_order_begins_waiting BEFORE INSERT ON print_order WHEN NEW.state <> 'waiting' "
        "BEGIN SELECT RAISE(ABORT, 'a print order begins waiting'); END"
    )
    op.execute(
        "INSERT INTO print_order (office, file_id, way, state, version, ordered_at, ordered_by, changed_at, "
        "changed_by) SELECT office, id, 'siak', 'waiting', 1, moved_at, 'account:' || moved_by, moved_at, "
        "'account:' || moved_by FROM file WHERE state = 'print_ordered'"
    )
    _make_devices_anew()


def _make_devices_anew() -> None:
    op.create_table(
        "device_anew",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("office", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("token_digest", sa.String(length=64), nullable=False),
        sa.Column("enrolled_at", sa.DateTime(), nullable=False),
        sa.Column("revoked_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint("role IN ('kiosk', 'board', 'print_station')", name=op.f("ck_device_role_known")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_device")),
        sa.UniqueConstraint("token_digest", name=op.f("uq_device_token_digest")),
    )
    op.execute(f"INSERT INTO device_anew ({DEVICE}) SELECT {DEVICE} FROM device")  # noqa: S608  constants
    op.drop_table("device")
    op.rename_table("device_anew", "device")
    op.create_index("uq_device_name", "device", ["office", "name"], unique=True)


def _columns() -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("office", sa.String(length=40), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("way", sa.String(length=8), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("blank", sa.String(length=20), nullable=True),
        sa.Column("station", sa.String(length=40), nullable=True),
        sa.Column("problem", sa.String(length=12), nullable=True),
        sa.Column("spoiled_reason", sa.String(length=12), nullable=True),
        sa.Column("flagged_at", sa.DateTime(), nullable=True),
        sa.Column("ordered_at", sa.DateTime(), nullable=False),
        sa.Column("ordered_by", sa.String(length=80), nullable=False),
        sa.Column("loaded_at", sa.DateTime(), nullable=True),
        sa.Column("sent_at", sa.DateTime(), nullable=True),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.Column("changed_by", sa.String(length=80), nullable=False),
    )


def _constraints() -> tuple[sa.Constraint, ...]:
    checks = {
        "state_known": f"state IN ({_listed(STATES)})",
        "way_known": f"way IN ({_listed(WAYS)})",
        "problem_known": f"problem IN ({_listed(PROBLEMS)})",
        "reason_known": f"spoiled_reason IN ({_listed(REASONS)})",
        "version_counts": "version >= 1",
        "bound_to_a_blank": "(state IN ('waiting', 'cancelled')) = (blank IS NULL)",
        "sent_by_a_station": "state <> 'sending' OR station IS NOT NULL",
        "spoiled_for_a_reason": "(state = 'spoiled') = (spoiled_reason IS NOT NULL)",
        "flagged_for_its_blank": "flagged_at IS NULL OR blank IS NOT NULL",
    }
    return (
        *(sa.CheckConstraint(check, name=op.f(f"ck_print_order_{name}")) for name, check in checks.items()),
        sa.ForeignKeyConstraint(["file_id"], ["file.id"], name=op.f("fk_print_order_file_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_print_order")),
    )


def _listed(words: str) -> str:
    return ", ".join(f"'{word}'" for word in words.split())


def _indexes() -> None:
    live, sending, flagged = map(sa.text, (LIVE, "state = 'sending'", "flagged_at IS NOT NULL"))
    for name, column, where in (
        ("file", "file_id", live),
        ("blank", "blank", live),
        ("sending", "station", sending),
    ):
        columns = ["office", column]
        op.create_index(f"uq_print_order_{name}", "print_order", columns, unique=True, sqlite_where=where)
    op.create_index("ix_print_order_state", "print_order", ["office", "state", "loaded_at"])
    op.create_index("ix_print_order_flagged", "print_order", ["office", "flagged_at"], sqlite_where=flagged)
