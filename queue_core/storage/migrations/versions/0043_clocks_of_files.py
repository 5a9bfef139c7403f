"""A file's clock is a row of sop_clock, so that whatever holds, moves, tells or counts clocks takes it too.

SQLite cannot take a NOT NULL away, so the table of clocks is made anew from its own text.
"""

from __future__ import annotations

from datetime import timedelta

import sqlalchemy as sa
from alembic import op

revision = "0043"
down_revision = "0042"
NEAR_AT = 0.8
DOCUMENT = "*document"
CHANGED = (
    ("ticket_id INTEGER NOT NULL", "ticket_id INTEGER"),
    (
        "\tCONSTRAINT pk_sop_clock",
        "\tfile_id INTEGER, \n\tCONSTRAINT fk_sop_clock_file_id FOREIGN KEY(file_id) REFERENCES file (id), \n"
        "\tCONSTRAINT ck_sop_clock_of_something CHECK (coalesce(ticket_id, file_id) IS NOT NULL), \n"
        "\tCONSTRAINT pk_sop_clock",
    ),
)
INDEXES = (
    "CREATE INDEX ix_sop_clock_ticket ON sop_clock (ticket_id)",
    "CREATE INDEX ix_sop_clock_finished ON sop_clock (office, finished_at)",
    "CREATE INDEX ix_sop_clock_file ON sop_clock (file_id) WHERE file_id IS NOT NULL",
    "CREATE UNIQUE INDEX uq_sop_clock_open ON sop_clock (ticket_id, step) "
    "WHERE finished_at IS NULL AND file_id IS NULL",
    "CREATE UNIQUE INDEX uq_sop_clock_open_file ON sop_clock (file_id) "
    "WHERE finished_at IS NULL AND file_id IS NOT NULL",
)


def upgrade() -> None:
    """Makes the table anew, moves the clocks of files into it, and takes their columns away."""
    _change_clocks()
    _move()
    op.execute("DROP INDEX ix_file_due")
    for column in ("clock_due_at", "clock_ended_at", "clock_started_at"):
        op.execute(f"ALTER TABLE file DROP COLUMN {column}")


def _change_clocks() -> None:
    book = op.get_bind()
    query = "SELECT sql FROM sqlite_master WHERE type = 'table' AND name = 'sop_clock'"
    table = str(book.exec_driver_sql(query).scalar_one())
    for before, after in CHANGED:
        if table.count(before) != 1:
            raise RuntimeError(f"the table of clocks has no single '{before}'")
        table = table.replace(before, after)
    columns = ", ".join(name for _, name, *_ in book.exec_driver_sql("PRAGMA table_info(sop_clock)"))
    head, name, rest = table.partition("sop_clock")
    book.exec_driver_sql(f"{head}sop_clock_anew{rest}")
    book.exec_driver_sql(f"INSERT INTO sop_clock_anew ({columns}) SELECT {columns} FROM sop_clock")  # noqa: S608  own names
    book.exec_driver_sql("DROP TABLE sop_clock")
    book.exec_driver_sql(f"ALTER TABLE sop_clock_anew RENAME TO {name}")
    for index in INDEXES:
        book.exec_driver_sql(index)


def _move() -> None:
    """How much office time a clock granted is not known here: due as it was, it runs day and night."""
    book = op.get_bind()
    instants = [sa.column(f"clock_{name}_at", sa.DateTime()) for name in ("started", "due", "ended")]
    known = ("id", "office", "service", "ticket_id", "state", "moved_by")
    file = sa.table("file", *map(sa.column, known), *instants)
    ticket = sa.table("ticket", *map(sa.column, ("id", "lane", "serial")))
    clock = sa.table(
        "sop_clock",
        *map(sa.column, ("office", "ticket_id", "file_id", "subject", "service", "step")),
        *map(sa.column, ("officer", "allowed_seconds", "office_time")),
        *(sa.column(f"{name}_at", sa.DateTime()) for name in ("started", "near", "due", "finished")),
    )
    timed = sa.select(file, ticket.c.lane, ticket.c.serial).join_from(
        file, ticket, file.c.ticket_id == ticket.c.id, isouter=True
    )
    for row in book.execute(timed.where(file.c.clock_started_at.is_not(None))).all():
        allowed: timedelta = row.clock_due_at - row.clock_started_at
        values = {
            "office": row.office,
            "ticket_id": row.ticket_id,
            "file_id": row.id,
            "subject": f"#{row.id}" if row.lane is None else f"{row.lane}{row.serial:03d}",
            "service": row.service,
            "step": DOCUMENT,
            "officer": row.moved_by if row.state == "ready" else None,
            "allowed_seconds": allowed.total_seconds(),
            "office_time": False,
            "started_at": row.clock_started_at,
            "near_at": row.clock_started_at + NEAR_AT * allowed,
            "due_at": row.clock_due_at,
            "finished_at": row.clock_ended_at and max(row.clock_ended_at, row.clock_started_at),
        }
        book.execute(sa.insert(clock).values(values))
