"""The version of a database file: making a new one, telling whether one fits, bringing an older one up."""

from __future__ import annotations

import sqlite3
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from queue_core.sqlite.engine import for_writing, open_engine
from queue_core.sqlite.versions import versions_of
from queue_core.storage.errors import (
    DatabaseExists,
    DatabaseMissing,
    DatabaseNewer,
    DatabaseOlder,
    NotAnOfficeDatabase,
)
from queue_core.storage.keys import give_key, has_key, key_beside

APPLICATION_ID = 0x4B54_4C52
"""SQLite's mark of the program that a file belongs to: 'KTLR'."""


def create_database(path: Path) -> None:
    """Makes a new, empty office database with its key, whole or not at all.

    Raises DatabaseExists if there is a file, KeyUnreadable if what lies in the key's place is none.
    """
    if path.exists():
        raise DatabaseExists(f"{path} exists.")
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(path.name + ".part")
    for left_over in ("", "-wal", "-shm"):
        partial.with_name(partial.name + left_over).unlink(missing_ok=True)
    partial.touch(mode=0o600)
    with sqlite3.connect(partial) as connection:
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.close()
    _upgrade(partial)
    give_key(partial, key_beside(path))
    partial.rename(path)


def upgrade_database(path: Path) -> bool:
    """Brings an older database up to this program, with its first key; False when it was up to date."""
    try:
        check_schema(path)
        if has_key(path):
            return False
    except DatabaseOlder:
        _upgrade(path)
    if not has_key(path):
        give_key(path, key_beside(path))
    return True


def check_schema(path: Path) -> None:
    """Raises a DatabaseUnusableError that says why this file cannot be used by this program."""
    revision, versions = readable_schema(path), versions_of("queue_core.storage")
    if revision == versions.head:
        return
    if revision not in versions.known:
        raise DatabaseNewer(f"{path} has version {revision}.")
    raise DatabaseOlder(f"{path} has version {revision}.")


def readable_schema(path: Path) -> str:
    """The version of an office database, whichever. Raises DatabaseMissing or NotAnOfficeDatabase."""
    if not path.is_file():
        raise DatabaseMissing(f"There is no file {path}.")
    try:
        connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
        try:
            (mark,) = connection.execute("PRAGMA application_id").fetchone()
            if mark != APPLICATION_ID:
                raise NotAnOfficeDatabase(f"{path} belongs to another program.")
            (revision,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        finally:
            connection.close()
    except (sqlite3.DatabaseError, TypeError) as error:
        raise NotAnOfficeDatabase(f"{path}: {error}.") from None
    return str(revision)


def _upgrade(path: Path) -> None:
    from alembic import command  # here, for only this needs it, and it is an eighth of a core's start
    from alembic.config import Config

    with (
        as_file(files("queue_core.storage").joinpath("migrations")) as folder,
        for_writing(open_engine(path)).connect() as connection,
    ):
        driver: Any = connection.connection.driver_connection
        driver.execute("PRAGMA foreign_keys=OFF")  # a table that is made anew is dropped in between
        config = Config()
        config.set_main_option("script_location", str(folder))
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
