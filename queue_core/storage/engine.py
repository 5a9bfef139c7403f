"""Opens SQLite so that what was acknowledged is on the disk: WAL, synchronous=FULL, explicit BEGIN."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any, Literal
from urllib.parse import quote

from sqlalchemy import Connection, Engine, NullPool, create_engine, event

Begin = Literal["BEGIN", "BEGIN IMMEDIATE"]
BUSY_MILLISECONDS = 5_000
"""How long a writer waits for another process, such as 'kerak account', to finish."""


def be_patient(connection: Connection, milliseconds: int) -> None:
    """How long the connection waits from now on for another process that writes."""
    driver: Any = connection.connection.driver_connection
    driver.execute(f"PRAGMA busy_timeout = {milliseconds}")


def open_engine(path: Path, begin: Begin) -> Engine:
    """An engine on an existing file; it never makes a new one.

    `begin` is BEGIN for readers and BEGIN IMMEDIATE for the writer, which takes the write lock before it
    reads, so that no decision rests on what another writer is about to change.
    """

    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(
            f"file:{quote(str(path))}?mode=rw",
            uri=True,
            isolation_level=None,
            check_same_thread=False,
            timeout=BUSY_MILLISECONDS / 1000,
        )
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "temp_store=MEMORY"):
            connection.execute(f"PRAGMA {pragma}")
        return connection

    # hidden parameters: what was written about a family does not end up in a log
    engine = create_engine("sqlite://", creator=connect, poolclass=NullPool, hide_parameters=True)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine
