"""A file has a clock of its own: when it started, when it is due, when the document was ready."""

from __future__ import annotations

from alembic import op

revision = "0021"
down_revision = "0020"
COLUMNS = (
    "clock_started_at DATETIME",
    "clock_due_at DATETIME "
    "CONSTRAINT ck_file_clock_due CHECK ((clock_started_at IS NULL) = (clock_due_at IS NULL))",
    "clock_ended_at DATETIME "
    "CONSTRAINT ck_file_clock_ended CHECK (clock_ended_at IS NULL OR clock_started_at IS NOT NULL)",
)


def upgrade() -> None:
    """Adds the columns; a file that is under way gets its clock with its next submission."""
    for column in COLUMNS:
        op.execute(f"ALTER TABLE file ADD COLUMN {column}")
    op.execute("CREATE INDEX ix_file_due ON file (office, clock_due_at) WHERE clock_ended_at IS NULL")
