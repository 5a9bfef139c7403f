"""Backup of a running office into one file, and restore from it."""

from __future__ import annotations

import os
import sqlite3
from datetime import datetime
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


def backup(database: Path, target: Path) -> None:
    """Writes a whole, checked copy while the office works. Raises CopyExists or CopyDamaged."""
    check_schema(database)
    if target.exists():
        raise CopyExists(f"{target} exists.")
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_name(target.name + ".part")
    partial.unlink(missing_ok=True)
    partial.touch(mode=0o600)
    with sqlite3.connect(database) as connection:
        connection.execute("VACUUM INTO ?", (str(partial),))
    connection.close()
    _require_whole(partial)
    partial.rename(target)


def restore(source: Path, database: Path, now: datetime) -> Path | None:
    """Puts a backup in place; where the present database was moved to, if there was one.

    Raises CopyDamaged, CoreIsRunning, or a DatabaseUnusableError when the source is no office database.
    """
    readable_schema(source)
    _require_whole(source)
    aside = None
    if database.exists():
        _require_unused(database)
        aside = database.with_name(f"{database.name}.before-{now:%Y%m%dT%H%M%S}")
        database.rename(aside)
    database.parent.mkdir(parents=True, exist_ok=True)
    partial = database.with_name(database.name + ".part")
    partial.touch(mode=0o600)
    partial.write_bytes(source.read_bytes())
    os.sync()
    partial.rename(database)
    return aside


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


def _require_unused(database: Path) -> None:
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
