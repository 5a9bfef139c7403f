"""The offices whose procedures are played."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from functools import cache
from pathlib import Path

import pytest

Template = Callable[[str], Path]


@pytest.fixture(scope="session")
def template(staffed: Path, tmp_path_factory: pytest.TempPathFactory) -> Template:
    """The staffed database of a profile, made once."""
    folder = tmp_path_factory.mktemp("profiles")

    def make(name: str) -> Path:
        made = Path(shutil.copy(staffed, folder / f"{name}.db"))
        with closing(sqlite3.connect(made)) as connection, connection:
            for table in ("account", "session", "device"):
                connection.execute(f"UPDATE {table} SET office = ?", (name,))
        return made

    return cache(make)
