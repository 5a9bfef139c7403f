"""The corner's database file: made at the first start, brought up by its own migrations."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from importlib.resources import as_file, files
from pathlib import Path

from queue_core.sqlite.engine import for_writing, open_engine
from queue_core.sqlite.versions import versions_of
from reading_corner.errors import ShelfUnusable

APPLICATION_ID = 0x4B54_5243
"""SQLite's mark of the program that a file belongs to: 'KTRC'."""
IS_BEGUN = "SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'"
VERSION = "SELECT version_num FROM alembic_version"


def prepare(path: Path) -> None:
    """Makes the database, or brings an older one up to this program. Raises ShelfUnusable."""
    if not path.exists() or path.stat().st_size == 0:  # empty: a start that ended before the mark
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        _mark(path)
    if _version(path) != versions_of("reading_corner.store").head:
        _upgrade(path)


def _mark(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.commit()


def _version(path: Path) -> str | None:
    """The version of the file; none before its first migration. Raises ShelfUnusable for no file of ours."""
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            (mark,) = connection.execute("PRAGMA application_id").fetchone()
            is_begun = connection.execute(IS_BEGUN).fetchone() is not None
            kept = connection.execute(VERSION).fetchone() if is_begun else None
    except sqlite3.DatabaseError as error:
        raise ShelfUnusable(f"{path}: {error}.") from None
    if mark != APPLICATION_ID:
        raise ShelfUnusable(f"{path} belongs to another program.")
    return str(kept[0]) if kept else None


def _upgrade(path: Path) -> None:
    from alembic import command  # here, for it is an eighth of a start, and few starts need it
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
