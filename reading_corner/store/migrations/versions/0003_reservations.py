"""Reservations: who waits for a title; loans are found by reader and copy, however many have ended."""

from __future__ import annotations

from alembic import op

revision = "0003"
down_revision = "0002"

STATEMENTS = (
    """
CREATE TABLE reservation (
    id INTEGER NOT NULL,
    title_id INTEGER NOT NULL,
    reader_id INTEGER NOT NULL,
    made_at DATETIME NOT NULL,
    CONSTRAINT pk_reservation PRIMARY KEY (id),
    CONSTRAINT uq_reservation_title_id_reader_id UNIQUE (title_id, reader_id),
    CONSTRAINT fk_reservation_title_id FOREIGN KEY(title_id) REFERENCES title (id) ON DELETE CASCADE,
    CONSTRAINT fk_reservation_reader_id FOREIGN KEY(reader_id) REFERENCES reader (id) ON DELETE CASCADE
)
    """,
    """
CREATE INDEX ix_reservation_reader_id ON reservation (reader_id)
    """,
    """
DROP INDEX ix_loan_reader
    """,
    """
CREATE INDEX ix_loan_reader ON loan (reader_id)
    """,
    """
CREATE INDEX ix_loan_copy ON loan (copy_id)
    """,
)


def upgrade() -> None:
    """Makes the table of reservations, and the indexes of loans."""
    for statement in STATEMENTS:
        op.execute(statement)
