"""The corner's database file: made at the first start, brought up by its own migrations."""

from __future__ import annotations

import sqlite3
from importlib.resources import as_file, files
from pathlib import Path

from queue_core.sqlite.engine import for_writing, open_engine
from reading_corner.errors import ShelfUnusable

APPLICATION_ID = 0x4B54_5243
"""SQLite's mark of the program that a file belongs to: 'KTRC'."""


def prepare(path: Path) -> None:
    """Makes the database, or brings an older one up to this program. Raises ShelfUnusable."""
    if not path.exists() or path.stat().st_size == 0:  # empty: a start that ended before the mark
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        _mark(path)
    _require_ours(path)
    _upgrade(path)


def _mark(path: Path) -> None:
    connection = sqlite3.connect(path)
    try:
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.commit()
    finally:
        connection.close()


def _require_ours(path: Path) -> None:
    try:
        connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
        try:
            (mark,) = connection.execute("PRAGMA application_id").fetchone()
        finally:
            connection.close()
    except sqlite3.DatabaseError as error:
        raise ShelfUnusable(f"{path}: {error}.") from None
    if mark != APPLICATION_ID:
        raise ShelfUnusable(f"{path} belongs to another program.")


def _upgrade(path: Path) -> None:
    from alembic import command  # here, for it is an eighth of a start
    from alembic.config import Config
    from alembic.util import CommandError

    with (
        as_file(files("reading_corner").joinpath("store", "migrations")) as folder,
        for_writing(open_engine(path)).connect() as connection,
    ):
        config = Config()
        config.set_main_option("script_location", str(folder))
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, "head")
        except CommandError as error:
            raise ShelfUnusable(f"{path} is of a newer program: {error}.") from None
