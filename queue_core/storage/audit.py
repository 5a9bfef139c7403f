"""The chain over the ledger: links of many rows, each stamped under the office's key over the one before.

Laid over rows that are committed, beside the writing: appending a row costs what it did. Who changes,
deletes, adds or reorders a covered row, or a link, cannot make the stamps agree again without the key:
decision 0029.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from sqlalchemy import CheckConstraint, Column, Connection, Integer, LargeBinary, String, Table, insert
from sqlalchemy.exc import IntegrityError

from queue_core.storage.columns import metadata
from queue_core.storage.database import Database
from queue_core.storage.seal import Seal

FORMAT = "kerak-telor audit 1"
LINK_ROWS = 1_000
"""At most so many rows in a link: some milliseconds of a thread beside the event loop."""
PRINT_BYTES = 4
BEFORE_ALL = -(2**63) - 1
"""Before the first row that there can be: SQLite's ids have 64 bits."""

audit_link = Table(
    "audit_link",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("first_row", Integer, nullable=False),
    Column("last_row", Integer, nullable=False),
    Column("prints", LargeBinary, nullable=False),
    Column("hash", String(64), nullable=False),
    CheckConstraint("first_row <= last_row", name="some_rows"),
    CheckConstraint("length(hash) = 64 AND hash NOT GLOB '*[^0-9a-f]*'", name="hash_is_one"),
)
"""One chain a database, as it has one key. `prints` begin each row's digest and name the row that broke."""

COLUMNS = "id, office, at, actor, action, body, staff_seq, hall_seq"
HEAD = "SELECT id, first_row, last_row, prints, hash FROM audit_link ORDER BY id DESC LIMIT 1"
_NEXT = f"SELECT {COLUMNS} FROM ledger WHERE id >= ? ORDER BY id LIMIT {LINK_ROWS}"  # noqa: S608  fixed names


@dataclass(frozen=True)
class Link:
    """One link: which rows it covers, how each begins, and its stamp."""

    id: int
    first_row: int
    last_row: int
    prints: bytes
    hash: str


BEFORE_THE_FIRST = Link(0, BEFORE_ALL, BEFORE_ALL, b"", "")


def cover(database: Database, seal: Seal) -> int:
    """Lays one link over the oldest rows that none covers; how many they were, 0 when there are none."""
    link = database.read(lambda connection: next_link(connection, seal))
    if link is None:
        return 0
    with suppress(IntegrityError):  # laid by somebody else meanwhile: there is one of each number
        database.write(lambda t: t.connection.execute(insert(audit_link).values(vars(link))))
    return len(link.prints) // PRINT_BYTES


def head_of(connection: Connection) -> Link | None:
    """The latest link."""
    found = connection.exec_driver_sql(HEAD).first()
    return Link(*found) if found else None


def next_link(connection: Connection, seal: Seal) -> Link | None:
    """The link over the oldest rows that none covers, None when there are none."""
    before = head_of(connection) or BEFORE_THE_FIRST
    driver: Any = connection.connection.driver_connection
    rows = driver.execute(_NEXT, [before.last_row + 1]).fetchall()
    return linked(seal, before, before.id + 1, rows) if rows else None


def linked(seal: Seal, before: Link, number: int, rows: Sequence[Sequence[object]]) -> Link:
    """The link with a number over rows, one at least, after another link."""
    digests = [sha256(_canonical(row)).digest() for row in rows]
    first, last = int(str(rows[0][0])), int(str(rows[-1][0]))
    about = json.dumps([FORMAT, before.hash, number, first, last, len(rows)]).encode()
    return Link(number, first, last, prints(digests), seal.stamp(about + b"".join(digests)))


def prints(digests: Iterable[bytes]) -> bytes:
    """How each digest begins."""
    return b"".join(digest[:PRINT_BYTES] for digest in digests)


def _blob(value: object) -> object:
    """A value that no row of ours holds, told apart from the text of the same bytes."""
    return {"blob": bytes(value).hex()} if isinstance(value, bytes) else NotImplemented


_encode = json.JSONEncoder(separators=(",", ":"), default=_blob).encode


def _canonical(row: Sequence[object]) -> bytes:
    """A row's columns as SQLite keeps them: JSON in ASCII, the same bytes in every version of Python."""
    return _encode(row).encode()
