"""The kiosk's own durable book: its letter, what the core told last, the numbers given without the core.

SQLite with synchronous=FULL: a number that is told or printed is on the disk before. Why a family has
priority stands here only until its ticket has entered the core.
"""

from __future__ import annotations

import logging
import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from kiosk.errors import BookNotUsable
from queue_core.foundation.identifiers import new_request_id
from queue_core.tickets.rules.numbers import ticket_number
from queue_core.tickets.rules.offline import later_serial, next_serial
from queue_core.tickets.wire.offline import OfflineLetter
from queue_core.tickets.wire.tickets import NewTicket

log = logging.getLogger(__name__)
SCHEMA = """
CREATE TABLE IF NOT EXISTS kept (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS letter (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    letter TEXT, last INTEGER NOT NULL, given INTEGER NOT NULL, day TEXT NOT NULL, usable INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS ticket (
    id INTEGER PRIMARY KEY,
    request_id TEXT NOT NULL UNIQUE,
    letter TEXT NOT NULL, serial INTEGER NOT NULL,
    page_key TEXT NOT NULL UNIQUE,
    issued_at TEXT NOT NULL,
    wish TEXT,
    language TEXT NOT NULL, service TEXT NOT NULL,
    slip TEXT, ticket_id INTEGER, refused TEXT
);
INSERT OR IGNORE INTO letter VALUES (1, NULL, 0, 0, '', 0);
"""
COLUMNS = "request_id, letter, serial, page_key, issued_at, wish, language, service, slip, ticket_id"
INSERT = """
INSERT INTO ticket (request_id, letter, serial, page_key, issued_at, wish, language, service)
VALUES (?, ?, ?, ?, ?, ?, ?, ?)
"""
CONNECTION: dict[str, Any] = {"isolation_level": None, "check_same_thread": False}
WAITING = "ticket_id IS NULL AND refused IS NULL"


@dataclass(frozen=True)
class Given:
    """A number that this kiosk gave by itself. `wish` is gone once the ticket has entered, or was refused,
    and cannot be read when another version of the program has kept it.
    """

    request_id: str
    letter: str
    serial: int
    page_key: str
    issued_at: datetime
    wish: NewTicket | None
    language: str
    service: str
    slip: str | None
    """What became of its slip; None before it was printed."""
    ticket_id: int | None

    @property
    def number(self) -> str:
        """The number that people read and hear."""
        return ticket_number(self.letter, self.serial)


@dataclass(frozen=True)
class Tally:
    """How many of the numbers wait to enter, have entered since the day began, and were refused."""

    waiting: int
    entered: int
    refused: int


class Book:
    """The open book. Every change raises BookNotUsable when the disk does not take it; what cannot be read is
    logged and counts as not there: a kiosk with a broken disk still has the core.
    """

    def __init__(self, path: Path | None) -> None:
        """Without a path nothing outlives the program: such a book takes no letter, so it gives no number."""
        self.is_durable = path is not None
        self._lock = threading.RLock()
        self._connection = (
            _prepared(sqlite3.connect(":memory:", **CONNECTION)) if path is None else _opened(path)
        )
        self.id = self._named()
        """The book's own name; another file is another book."""

    def settle(self, path: Path) -> None:
        """Goes on in a file, with what was kept in memory until now. Raises BookNotUsable."""
        with self._lock:
            told = self._connection.execute("SELECT name, value FROM kept WHERE name <> 'book'").fetchall()
            self._connection = _opened(path)
            self.id = self._named()
            for name, value in told:
                self.keep(name, value)
            self.is_durable = True

    def _named(self) -> str:
        with self._changing() as connection:
            connection.execute("INSERT OR IGNORE INTO kept VALUES ('book', ?)", (new_request_id(),))
        return self.kept("book") or ""

    def close(self) -> None:
        """Closes the file."""
        self._connection.close()

    def keep(self, name: str, value: str) -> None:
        """Keeps a text under a name, in place of what was there; when that fails, the old one stays."""
        with suppress(BookNotUsable), self._changing() as connection:
            connection.execute("INSERT OR REPLACE INTO kept VALUES (?, ?)", (name, value))

    def kept(self, name: str) -> str | None:
        """The text under a name."""
        found = self._one("SELECT value FROM kept WHERE name = ?", name)
        return None if found is None else str(found["value"])

    @property
    def letter(self) -> str | None:
        """The letter under which numbers may be given now."""
        found = self._one("SELECT letter FROM letter WHERE usable")
        return None if found is None else found["letter"]

    def take_letter(self, told: OfflineLetter, most: int) -> None:
        """Keeps what the core says. Another day than before: what has entered is forgotten.

        Without a letter for now the old one's serials are kept, should it come back.
        """
        with self._changing() as connection:
            before = connection.execute("SELECT * FROM letter").fetchone()
            same = told.letter in (None, before["letter"])
            last = later_serial(before["last"], told.last, most) if same else told.last
            given = before["given"] if same and before["day"] == told.day.isoformat() else 0
            letter = told.letter or before["letter"]
            values = (letter, last, given, told.day.isoformat(), told.letter is not None)
            connection.execute("INSERT OR REPLACE INTO letter VALUES (1, ?, ?, ?, ?, ?)", values)
            if before["day"] != told.day.isoformat():
                connection.execute(f"DELETE FROM ticket WHERE NOT ({WAITING})")  # noqa: S608  a constant

    def suspend(self) -> None:
        """The core no longer knows this kiosk: no number is given until it has given a letter anew."""
        if self.letter is None:
            return
        with suppress(BookNotUsable), self._changing() as connection:
            connection.execute("UPDATE letter SET usable = 0")

    def give(self, new: NewTicket, request_id: str, page_key: str, at: datetime, most: int) -> Given | None:
        """The next number, for good; asked again the same one. None when a day's numbers are used up."""
        with self._changing() as connection:
            if known := self.given(request_id):
                return known
            row = connection.execute("SELECT * FROM letter WHERE usable AND given < ?", (most,)).fetchone()
            if row is None:
                return None
            serial = next_serial(row["last"], most)
            connection.execute("UPDATE letter SET last = ?, given = given + 1", (serial,))
            number = (request_id, row["letter"], serial, page_key)
            values = (*number, at.isoformat(), new.model_dump_json(), new.language, new.service)
            connection.execute(INSERT, values)
            return self.given(request_id)

    def given(self, request_id: str) -> Given | None:
        """The number that was given for a request."""
        found = self._one(f"SELECT {COLUMNS} FROM ticket WHERE request_id = ?", request_id)  # noqa: S608
        return None if found is None else _given(found)

    def waiting(self) -> list[Given]:
        """The numbers that have not entered yet, in the order in which they were given."""
        query = f"SELECT {COLUMNS} FROM ticket WHERE {WAITING} ORDER BY id"  # noqa: S608  constants
        with self._lock, _sound():
            return [_given(row) for row in self._connection.execute(query).fetchall()]

    def note_slip(self, request_id: str, outcome: str) -> int | None:
        """Keeps what became of the slip; the core's id of the ticket if it has entered."""
        return self._change(request_id, "slip = ?", outcome).ticket_id

    def note_entered(self, request_id: str, ticket_id: int) -> str | None:
        """Keeps that the ticket has entered; what became of its slip if that is known."""
        return self._change(request_id, "ticket_id = ?, wish = NULL", ticket_id).slip

    def note_refused(self, request_id: str, cause: str) -> None:
        """Keeps that the core will not have the ticket, and why."""
        self._change(request_id, "refused = ?, wish = NULL", cause)

    def tally(self) -> Tally:
        """The numbers by what has become of them."""
        query = f"SELECT count(*) FILTER (WHERE {WAITING}) AS waiting, count(ticket_id) AS entered, "
        found = self._one(query + "count(refused) AS refused FROM ticket")
        return Tally(**dict(found)) if found else Tally(0, 0, 0)

    def _change(self, request_id: str, change: str, value: object) -> Given:
        with self._changing() as connection:
            query = f"UPDATE ticket SET {change} WHERE request_id = ? RETURNING {COLUMNS}"  # noqa: S608
            return _given(connection.execute(query, (value, request_id)).fetchone())

    def _one(self, query: str, *values: object) -> sqlite3.Row | None:
        with self._lock, suppress(BookNotUsable), _sound():
            found: sqlite3.Row | None = self._connection.execute(query, values).fetchone()
            return found
        return None

    @contextmanager
    def _changing(self) -> Iterator[sqlite3.Connection]:
        with self._lock, _sound():
            try:
                self._connection.execute("BEGIN IMMEDIATE")
                yield self._connection
                self._connection.execute("COMMIT")
            finally:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")


@contextmanager
def _sound() -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        log.error("the kiosk's book: %s", error)
        raise BookNotUsable(f"The kiosk's book: {error}.") from None


def _given(row: sqlite3.Row) -> Given:
    try:
        wish = row["wish"] and NewTicket.model_validate_json(row["wish"])
    except ValidationError:  # kept by another version of the program
        wish = None
    at = datetime.fromisoformat(row["issued_at"])
    return Given(**{**dict(row), "wish": wish, "issued_at": at})


def _opened(path: Path) -> sqlite3.Connection:
    """The file, made when there is none; one that is no book any more is put aside for a new one.

    A new book gets another letter, so that nothing of the old one is needed to keep numbers apart.
    """
    try:
        return _connected(path)
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.OperationalError):
            raise BookNotUsable(f"{path}: {error}.") from None
        log.error("the kiosk's book cannot be read and is put aside: %s", error)
        return _anew(path)
    except OSError as error:
        raise BookNotUsable(f"{path}: {error.strerror}.") from None


def _anew(path: Path) -> sqlite3.Connection:
    try:
        for end in ("", "-journal"):
            part = path.with_name(path.name + end)
            if part.exists():
                part.replace(f"{part}.broken")
        return _connected(path)
    except (OSError, sqlite3.Error) as error:
        raise BookNotUsable(f"{path}: {error}.") from None


def _connected(path: Path) -> sqlite3.Connection:
    path.parent.mkdir(parents=True, exist_ok=True)
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    connection = sqlite3.connect(path, **CONNECTION)
    if (told := connection.execute("PRAGMA quick_check(1)").fetchone()[0]) != "ok":
        connection.close()
        raise sqlite3.DatabaseError(told)
    return _prepared(connection)


def _prepared(connection: sqlite3.Connection) -> sqlite3.Connection:
    connection.row_factory = sqlite3.Row
    for pragma in ("journal_mode=TRUNCATE", "synchronous=FULL", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}")
    connection.executescript(SCHEMA)
    return connection
