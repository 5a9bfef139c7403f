"""Takes out of a database file what SQLite leaves in it of rows that are gone.

SQLite overwrites what is deleted (`secure_delete`), but not the copies that it leaves in the gaps of pages
when it parts them anew, nor those in the log beside the file. Writing the file anew leaves neither. That
something was erased stands in the file itself (`user_version`), so that a restart forgets nothing: as a
number above 0, and below it once the file was written anew and its log alone is left to be emptied.
"""

from __future__ import annotations

import logging
import sqlite3
from typing import Any

from sqlalchemy import Connection, Engine

log = logging.getLogger(__name__)
MARK = "user_version"
LARGEST_MARK = 2**31 - 1


def mark_for_scrubbing(connection: Connection) -> None:
    """Notes that something was erased, in the same transaction; one of a later erasure is another mark."""
    mark = abs(_mark(connection.connection.driver_connection))
    connection.exec_driver_sql(f"PRAGMA {MARK} = {mark % LARGEST_MARK + 1}")


def is_marked(connection: Connection) -> bool:
    """Whether file or log may still hold something of what was erased."""
    return _mark(connection.connection.driver_connection) != 0


def scrub(engine: Engine) -> bool:
    """Writes a marked file anew and empties its log; whether it did. What hinders it is logged.

    A log that somebody reads meanwhile is left for the next time, and the file is not written again for it.
    """
    with engine.connect() as connection:
        driver: Any = connection.connection.driver_connection
        try:
            return _written_anew(driver) and _log_emptied(driver)
        except sqlite3.OperationalError as error:
            log.warning("the database could not be written anew after an erasure: %s", error)
            return False


def _written_anew(driver: sqlite3.Connection) -> bool:
    """Whether the file was written anew since the latest erasure, now or before."""
    mark = _mark(driver)
    if mark <= 0:
        return mark < 0
    driver.execute("PRAGMA temp_store = FILE")  # in memory there may be no room for a whole database
    driver.execute("VACUUM")
    return _marked_instead(driver, mark, -mark)


def _log_emptied(driver: sqlite3.Connection) -> bool:
    mark = _mark(driver)
    (busy, *_) = driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return mark < 0 and not busy and _marked_instead(driver, mark, 0)


def _marked_instead(driver: sqlite3.Connection, mark: int, after: int) -> bool:
    """Changes the mark, unless something was erased meanwhile: that is scrubbed the next time."""
    driver.execute("BEGIN IMMEDIATE")
    is_same = _mark(driver) == mark
    if is_same:
        driver.execute(f"PRAGMA {MARK} = {after}")
    driver.execute("COMMIT")
    return is_same


def _mark(driver: Any) -> int:  # noqa: ANN401  the driver's own connection
    (mark,) = driver.execute(f"PRAGMA {MARK}").fetchone()
    return int(mark)
