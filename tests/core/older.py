"""Databases as earlier versions of the program left them."""

from __future__ import annotations

import sqlite3
from importlib.resources import as_file, files
from pathlib import Path

from alembic import command
from alembic.config import Config

from queue_core.sqlite.engine import for_writing, open_engine
from queue_core.storage.schema import APPLICATION_ID


def execute(path: Path, statement: str) -> None:
    connection = sqlite3.connect(path)
    connection.execute(statement)
    connection.commit()
    connection.close()


def make_older(path: Path, revision: str = "0001") -> None:
    """The database as an earlier version of the program made it, the first unless told otherwise."""
    execute(path, f"PRAGMA application_id = {APPLICATION_ID}")
    config = Config()
    with (
        as_file(files("queue_core.storage").joinpath("migrations")) as folder,
        for_writing(open_engine(path)).connect() as connection,
    ):
        config.set_main_option("script_location", str(folder))
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
