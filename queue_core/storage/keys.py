"""The office's key beside its database, and how a wrong one is noticed before anything is sealed under it.

A word sealed under the key stands in the database (`key_check`): the key that opens it is the right one.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import CheckConstraint, Column, Integer, LargeBinary, Table

from queue_core.storage.columns import metadata
from queue_core.storage.errors import KeyMissing, KeyWrong, NotAnOfficeDatabase, SealBroken
from queue_core.storage.seal import Seal, make_key, read_key

PLACE = "key_check"
WORD = "the right key"

key_check = Table(
    PLACE,
    metadata,
    Column("id", Integer, primary_key=True),
    Column("sealed", LargeBinary, nullable=False),
    CheckConstraint("id = 1", name="only_one"),
)
"""One row: a database has one key."""


def key_beside(database: Path) -> Path:
    """Where the key of a database is."""
    return database.with_suffix(".key")


def open_seal(database: Path) -> Seal:
    """The seal under the office's own key. Raises KeyMissing, KeyUnreadable or KeyWrong."""
    path = key_beside(database)
    key = read_key(path)
    sealed = _sealed_word(database)
    if sealed is None:
        raise KeyMissing(f"{database} was given no key yet.", remedy="Run 'kerak init --upgrade'.")
    if not _opens(sealed, key):
        raise KeyWrong(f"{path} is not the key of {database}.")
    return Seal(key)


def fits(database: Path, key: bytes) -> bool:
    """Whether a key is that of a database; a database that was given none yet takes any."""
    sealed = _sealed_word(database)
    return sealed is None or _opens(sealed, key)


def has_key(database: Path) -> bool:
    """Whether a database was given a key, wherever that is now. Raises NotAnOfficeDatabase."""
    return _sealed_word(database) is not None


def give_key(database: Path, path: Path) -> None:
    """Binds a database that has no key yet to the one at `path`, which is made if there is none.

    A key that lies there is used, never written over: older backups open with it. Raises KeyUnreadable.
    """
    if not path.exists():
        make_key(path)
    bind_key(database, read_key(path))


def bind_key(database: Path, key: bytes) -> None:
    """From now on this is the database's key."""
    sealed = Seal(key).seal(WORD, PLACE)
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute(f"INSERT OR REPLACE INTO {PLACE} (id, sealed) VALUES (1, ?)", [sealed])  # noqa: S608  a fixed name


def _opens(sealed: bytes, key: bytes) -> bool:
    try:
        return Seal(key).open(sealed, PLACE) == WORD
    except SealBroken:
        return False


def _sealed_word(database: Path) -> bytes | None:
    address = f"{database.resolve().as_uri()}?mode=ro"
    try:
        with closing(sqlite3.connect(address, uri=True)) as connection:
            row = connection.execute(f"SELECT sealed FROM {PLACE}").fetchone()  # noqa: S608  a fixed name
    except sqlite3.OperationalError:  # a database of before there were keys
        return None
    except sqlite3.DatabaseError as error:
        raise NotAnOfficeDatabase(f"{database}: {error}.") from None
    return None if row is None else bytes(row[0])
