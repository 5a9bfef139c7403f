"""The database refuses a counter's move that is not in the table, and closes none that has a ticket at it."""

from __future__ import annotations

from alembic import op

revision = "0036"
down_revision = "0034"

LEGAL = {
    "closed": "open closing",
    "open": "on_break closing closed",
    "on_break": "open closing closed",
    "closing": "open closed",
}


def upgrade() -> None:
    """Makes the triggers; no row is touched."""
    pairs = ", ".join(f"('{at}', '{after}')" for at, ends in LEGAL.items() for after in ends.split())
    op.execute(
        "CREATE TRIGGER counter_moves_by_the_table BEFORE UPDATE OF state ON counter "
        f"WHEN OLD.state <> NEW.state AND (OLD.state, NEW.state) NOT IN (VALUES {pairs}) "
        "BEGIN SELECT RAISE(ABORT, 'a counter does not move so'); END"
    )
    op.execute(
        "CREATE TRIGGER counter_keeps_its_ticket BEFORE UPDATE OF state ON counter "
        "WHEN NEW.state IN ('closed', 'on_break') AND EXISTS (SELECT 1 FROM ticket WHERE office = NEW.office "
        "AND counter = NEW.number AND state IN ('called', 'serving')) "
        "BEGIN SELECT RAISE(ABORT, 'a ticket is at the counter'); END"
    )
