"""Backup of a running office into one file, and restore from it."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from queue_core.foundation.errors import KerakError
from queue_core.storage.schema import check_schema, readable_schema


class CopyExists(KerakError):
    """There is a file where the copy would go."""

    slug = "copy-exists"
    title = "There is a file of that name"
    remedy = "Choose another name."


class CopyDamaged(KerakError):
    """The copy does not pass the database's own check."""

    slug = "copy-damaged"
    title = "The copy is damaged"
    remedy = "Take an older backup."


class CoreIsRunning(KerakError):
    """The core has the database open."""

    slug = "core-is-running"
    title = "The core is running"
    remedy = "Stop it first: systemctl stop kerak-core, or Ctrl-C in 'kerak up'."


class CopyFailed(KerakError):
    """The copy could not be written or read."""

    slug = "copy-failed"
    title = "The copy could not be made"
    remedy = "Check the disk, its free space and the rights on the folder."


def backup(database: Path, target: Path) -> None:
    """Writes a whole, checked copy while the office works. Raises CopyExists, CopyFailed or CopyDamaged."""
    check_schema(database)
    if target.exists():
        raise CopyExists(f"{target} exists.")
    partial = target.with_name(target.name + ".part")
    with told_in_words(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        partial.unlink(missing_ok=True)
        partial.touch(mode=0o600)
        with closing(sqlite3.connect(database)) as connection:
            connection.execute("VACUUM INTO ?", (str(partial),))
        _require_whole(partial)
        os.sync()
        partial.rename(target)


def restore(source: Path, database: Path, stamp: str) -> Path | None:
    """Puts a backup in place; where the present database was moved to, if there was one.

    `stamp` is added to the name of what is moved aside. Whatever SQLite kept beside the present database goes
    with it: a leftover log would be applied to the restored file. Raises CopyDamaged, CopyFailed,
    CoreIsRunning, or a DatabaseUnusableError when the source is no office database.
    """
    readable_schema(source)
    _require_whole(source)
    with told_in_words(database):
        database.parent.mkdir(parents=True, exist_ok=True)
        partial = database.with_name(database.name + ".part")
        partial.unlink(missing_ok=True)
        partial.touch(mode=0o600)
        partial.write_bytes(source.read_bytes())
        give_to_owner_of(partial, database if database.exists() else database.parent)
        aside = _move_aside(database, stamp)
        os.sync()
        partial.rename(database)
    _require_whole(database)
    return aside


def _move_aside(database: Path, stamp: str) -> Path | None:
    existed = database.exists()
    if existed:
        require_unused(database)
    for ending in ("", "-wal", "-shm"):
        file = database.with_name(database.name + ending)
        if file.exists():
            file.rename(file.with_name(f"{file.name}.{stamp}"))
    return database.with_name(f"{database.name}.{stamp}") if existed else None


def give_to_owner_of(file: Path, model: Path) -> None:
    """A copy restored by root still belongs to whoever runs the core."""
    owner = model.stat()
    if os.geteuid() == 0:
        os.chown(file, owner.st_uid, owner.st_gid)


@contextmanager
def told_in_words(place: Path) -> Iterator[None]:
    """Raises CopyFailed for what goes wrong with files."""
    try:
        yield
    except (OSError, sqlite3.OperationalError) as error:
        raise CopyFailed(f"{place}: {error}.") from None


def _require_whole(path: Path) -> None:
    connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
    try:
        (verdict,) = connection.execute("PRAGMA integrity_check").fetchone()
    except sqlite3.DatabaseError as error:
        verdict = str(error)
    finally:
        connection.close()
    if verdict != "ok":
        raise CopyDamaged(f"{path}: {verdict}.")


def require_unused(database: Path) -> None:
    """Leaving WAL mode needs the file for oneself; it also folds the WAL into the file."""
    connection = sqlite3.connect(database, timeout=0.5)
    try:
        connection.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.OperationalError:
        raise CoreIsRunning(f"{database} is in use.") from None
    except sqlite3.DatabaseError:
        return
    finally:
        connection.close()
