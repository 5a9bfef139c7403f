"""How many wait is kept beside the tickets: telling it costs the same whether one waits or a thousand."""

from __future__ import annotations

from alembic import op

revision = "0042"
down_revision = "0041"

TABLE = """
CREATE TABLE waiting_count (
    office VARCHAR(40) NOT NULL,
    day DATE NOT NULL,
    waits_in VARCHAR(1) NOT NULL,
    service VARCHAR(40) NOT NULL,
    waits_for INTEGER NOT NULL,
    tickets INTEGER NOT NULL,
    CONSTRAINT pk_waiting_count PRIMARY KEY (office, day, waits_in, service, waits_for),
    CONSTRAINT ck_waiting_count_never_below_none CHECK (tickets >= 0)
) WITHOUT ROWID
"""
COMES = """
WHEN NEW.state = 'waiting' BEGIN
    INSERT INTO waiting_count
        VALUES (NEW.office, NEW.day, NEW.waits_in, NEW.service, coalesce(NEW.waits_for, 0), 1)
        ON CONFLICT DO UPDATE SET tickets = tickets + 1;
END
"""
GOES = """
WHEN OLD.state = 'waiting' BEGIN
    UPDATE waiting_count SET tickets = tickets - 1
        WHERE office = OLD.office AND day = OLD.day AND waits_in = OLD.waits_in
        AND service = OLD.service AND waits_for = coalesce(OLD.waits_for, 0);
    DELETE FROM waiting_count
        WHERE office = OLD.office AND day = OLD.day AND waits_in = OLD.waits_in
        AND service = OLD.service AND waits_for = coalesce(OLD.waits_for, 0) AND tickets = 0;
END
"""
MOVED = "UPDATE OF office, day, waits_in, service, waits_for, state"


def upgrade() -> None:
    """Makes the table, counts who waits now, and leaves the counting to the database."""
    op.execute(TABLE)
    op.execute(
        "INSERT INTO waiting_count SELECT office, day, waits_in, service, coalesce(waits_for, 0), count(*) "
        "FROM ticket WHERE state = 'waiting' GROUP BY 1, 2, 3, 4, 5"
    )
    op.execute(f"CREATE TRIGGER ticket_is_counted AFTER INSERT ON ticket {COMES}")
    op.execute(f"CREATE TRIGGER ticket_is_counted_no_more AFTER DELETE ON ticket {GOES}")
    op.execute(f"CREATE TRIGGER ticket_goes_from_its_line AFTER {MOVED} ON ticket {GOES}")
    op.execute(f"CREATE TRIGGER ticket_comes_to_its_line AFTER {MOVED} ON ticket {COMES}")
