"""Imports: how far each file is and what of it was left out; titles are found by their exact names."""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"

STATEMENTS = (
    """
CREATE TABLE import_run (
    digest VARCHAR(80) NOT NULL,
    file TEXT NOT NULL,
    begun_at DATETIME NOT NULL,
    ended_at DATETIME,
    reached INTEGER NOT NULL,
    created INTEGER NOT NULL,
    changed INTEGER NOT NULL,
    same INTEGER NOT NULL,
    refused INTEGER NOT NULL,
    CONSTRAINT pk_import_run PRIMARY KEY (digest)
)
    """,
    """
CREATE TABLE import_refusal (
    digest VARCHAR(80) NOT NULL,
    "row" INTEGER NOT NULL,
    words TEXT NOT NULL,
    CONSTRAINT pk_import_refusal PRIMARY KEY (digest, "row"),
    CONSTRAINT fk_import_refusal_digest FOREIGN KEY(digest) REFERENCES import_run (digest) ON DELETE CASCADE
)
    """,
    """
CREATE INDEX ix_title_name ON title (name)
    """,
)


def upgrade() -> None:
    """Makes the tables of imports and the index of names."""
    for statement in STATEMENTS:
        op.execute(statement)
