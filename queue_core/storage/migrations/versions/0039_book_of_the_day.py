"""The book of the day, which the reading corner tells and the boards show: one row an office."""

from __future__ import annotations

from alembic import op

revision = "0039"
down_revision = "0038"

TABLE = """
CREATE TABLE corner_book (
    office VARCHAR(40) NOT NULL,
    day DATE NOT NULL,
    corner VARCHAR(80) NOT NULL,
    book JSON NOT NULL
)
"""


def upgrade() -> None:
    """Makes the table."""
    op.execute(TABLE)
    op.create_index("uq_corner_book_office", "corner_book", ["office"], unique=True)
