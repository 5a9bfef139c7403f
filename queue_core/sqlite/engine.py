"""Opens SQLite so that what was acknowledged is on the disk: WAL, synchronous=FULL, explicit BEGIN."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection, Engine, NullPool, create_engine, event

PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "temp_store=MEMORY",
    "secure_delete=ON",  # what is erased is overwritten: its place in the file keeps nothing of it
)
BUSY_MILLISECONDS = 5_000
"""How long a writer waits for another process, such as 'kerak account', to finish."""


def be_patient(connection: Connection, milliseconds: int) -> None:
    """How long the connection waits from now on for another process that writes."""
    driver: Any = connection.connection.driver_connection
    driver.execute(f"PRAGMA busy_timeout = {milliseconds}")


def open_engine(path: Path) -> Engine:
    """An engine for readers on an existing file; it never makes a new one."""

    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(
            f"file:{quote(str(path))}?mode=rw",
            uri=True,
            isolation_level=None,
            check_same_thread=False,
            timeout=BUSY_MILLISECONDS / 1000,
        )
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        return connection

    # hidden parameters: what was written about a family does not end up in a log
    engine = create_engine("sqlite://", creator=connect, poolclass=NullPool, hide_parameters=True)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN"))

    return engine


def for_writing(engine: Engine) -> Engine:
    """The engine with transactions that take the write lock before they read, so that no decision rests on
    what another writer is about to change.
    """
    return engine.execution_options(begin="BEGIN IMMEDIATE")
