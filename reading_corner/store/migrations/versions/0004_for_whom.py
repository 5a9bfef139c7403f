"""For whom a title is: yes, no, or nobody has said. What was hidden stays a no: it may have been one."""

from __future__ import annotations

from alembic import op

revision = "0004"
down_revision = "0003"

STATEMENTS = (
    """
ALTER TABLE title RENAME COLUMN for_children TO shown
    """,
    """
ALTER TABLE title ADD COLUMN for_children BOOLEAN
    """,
    """
UPDATE title SET for_children = shown
    """,
    """
ALTER TABLE title DROP COLUMN shown
    """,
)


def upgrade() -> None:
    """Lets the column be empty."""
    for statement in STATEMENTS:
        op.execute(statement)
