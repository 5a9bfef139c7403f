"""Codes of copies are found however their letters are written."""

from __future__ import annotations

from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Makes the index that compares codes without regard to small and large letters."""
    op.execute("CREATE INDEX ix_copy_code_any_case ON copy (code COLLATE NOCASE)")
