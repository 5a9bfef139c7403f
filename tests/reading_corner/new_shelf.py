"""A new shelf without its migrations: they make one in a run of the tests, and the others are copies."""

from __future__ import annotations

import sqlite3
import tempfile
from contextlib import closing
from functools import cache
from pathlib import Path

from queue_core.foundation.clock import Clock
from reading_corner.store.schema import prepare
from reading_corner.store.shelf import Shelf


def shelf_at(path: Path, clock: Clock) -> Shelf:
    """The shelf in this file; where there is none, it is an empty one."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(_empty())
    return Shelf(path, clock)


@cache
def _empty() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "corner.db")
        prepare(path)
        with closing(sqlite3.connect(path)) as connection:
            return connection.serialize()
