"""Sheets of paper that a program orders and the print station prints."""

from __future__ import annotations

from alembic import op

revision = "0040"
down_revision = "0039"

TABLE = """
CREATE TABLE sheet_order (
    id INTEGER NOT NULL,
    office VARCHAR(40) NOT NULL,
    kind VARCHAR(8) NOT NULL,
    state VARCHAR(8) NOT NULL,
    station VARCHAR(40),
    ordered_at DATETIME NOT NULL,
    ordered_by VARCHAR(80) NOT NULL,
    changed_at DATETIME NOT NULL,
    paper BLOB,
    CONSTRAINT pk_sheet_order PRIMARY KEY (id),
    CONSTRAINT ck_sheet_order_kind_known CHECK (kind IN ('labels', 'cards')),
    CONSTRAINT ck_sheet_order_state_known
        CHECK (state IN ('waiting', 'sending', 'printed', 'failed', 'unknown')),
    CONSTRAINT ck_sheet_order_sent_by_a_station CHECK (state <> 'sending' OR station IS NOT NULL)
)
"""


def upgrade() -> None:
    """Makes the table."""
    op.execute(TABLE)
    op.create_index("ix_sheet_order_ordered_at", "sheet_order", ["office", "ordered_at"])
