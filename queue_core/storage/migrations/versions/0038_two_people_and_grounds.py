"""A blank that is in nobody's hand is written off by two people; what the office brings beside a consent."""

from __future__ import annotations

from alembic import op

revision = "0038"
down_revision = "0036"

REASONS = "'lost', 'other'"
COLUMNS = (
    ("asked_reason VARCHAR(12)", "asked_for_a_reason", f"asked_reason IN ({REASONS})"),
    ("asked_by VARCHAR(80)", "asked_in_the_drawer", "asked_by IS NULL OR state = 'drawer'"),
    (
        "asked_at DATETIME",
        "asked_whole",
        "(asked_by IS NULL) = (asked_reason IS NULL) AND (asked_by IS NULL) = (asked_at IS NULL)",
    ),
)


SEALED = "duty_record IS NULL OR (length(duty_record) > 29 AND substr(duty_record, 1, 1) = x'01')"


def upgrade() -> None:
    """Makes both, and an index to know a second station by; what was done before stays as it is."""
    _write_off_by_two()
    op.create_index("ix_print_order_sent", "print_order", ["office", "sent_at"])
    op.execute(
        f"ALTER TABLE listed_child ADD COLUMN duty_record BLOB "
        f"CONSTRAINT ck_listed_child_duty_record_sealed CHECK ({SEALED}) "
        "CONSTRAINT ck_listed_child_forgotten_whole CHECK (record IS NOT NULL OR duty_record IS NULL)"
    )


def _write_off_by_two() -> None:
    for column, name, check in COLUMNS:
        op.execute(f"ALTER TABLE blank ADD COLUMN {column} CONSTRAINT ck_blank_{name} CHECK ({check})")
    op.execute(
        "CREATE TRIGGER blank_is_written_off_by_two BEFORE UPDATE OF state ON blank "
        f"WHEN OLD.state = 'drawer' AND NEW.state = 'spoiled' AND NEW.spoiled_reason IN ({REASONS}) "
        "AND coalesce(OLD.asked_by = NEW.changed_by, TRUE) "
        "BEGIN SELECT RAISE(ABORT, 'a blank that is gone is written off by two'); END"
    )
