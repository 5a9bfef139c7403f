"""Verifies the chain over a ledger: whether every covered row is as it was when its link was laid."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from enum import StrEnum
from itertools import zip_longest
from pathlib import Path

from queue_core.storage.audit import BEFORE_THE_FIRST, COLUMNS, HEAD, PRINT_BYTES, Link, linked
from queue_core.storage.seal import Seal

Progressed = Callable[[int], None]
"""Told how many more rows were read."""
_LINKS = "SELECT id, first_row, last_row, prints, hash FROM audit_link WHERE id >= ? ORDER BY id"
_ROWS = f"SELECT {COLUMNS} FROM ledger WHERE id BETWEEN ? AND ? ORDER BY id"  # noqa: S608  fixed names
_YOUNGER = "SELECT count(*) FROM ledger WHERE id >= ?"


class Wrong(StrEnum):
    """What does not agree in a link."""

    ROWS = "rows"
    """A row was changed, deleted, added or put elsewhere."""
    LINK = "link"
    """The link itself was changed, or is of another key."""
    GONE = "gone"
    """The link is not there, though one after it is."""


@dataclass(frozen=True)
class Break:
    """One link that does not hold, and the first row in it that differs, where that can be told."""

    wrong: Wrong
    link: int
    row: int | None = None


@dataclass(frozen=True)
class Verdict:
    """What was found."""

    links: int
    rows: int
    """Those that the verified links cover."""
    younger: int
    """Those that no link covers yet."""
    head: Link | None
    breaks: tuple[Break, ...]
    has_known: bool
    """Whether a hash that was written down elsewhere is that of a link; True when none was given."""

    @property
    def whole(self) -> bool:
        """Whether everything agrees."""
        return not self.breaks and self.has_known


@contextmanager
def open_book(path: Path) -> Iterator[sqlite3.Connection]:
    """One unchanging view of a database, which may be in use. Texts that are no UTF-8 are read, too."""
    address = f"{path.resolve().as_uri()}?mode=ro"
    with closing(sqlite3.connect(address, uri=True, isolation_level=None)) as book:
        book.text_factory = as_it_is
        book.execute("BEGIN")
        book.execute("SELECT 1 FROM alembic_version")  # only now is the view taken
        yield book


def head_of(book: sqlite3.Connection) -> Link | None:
    """The latest link."""
    found = book.execute(HEAD).fetchone()
    return Link(*found) if found else None


def rows_younger(book: sqlite3.Connection, head: Link | None) -> int:
    """How many rows no link covers yet."""
    (number,) = book.execute(_YOUNGER, [(head or BEFORE_THE_FIRST).last_row + 1]).fetchone()
    return int(number)


def verify(
    book: sqlite3.Connection,
    seal: Seal,
    *,
    begin: int = 1,
    known: str = "",
    progressed: Progressed = lambda _: None,
) -> Verdict:
    """Verifies the links from a number on, and looks for one whose hash begins with what is known."""
    before, links, rows, breaks = _before(book, begin), 0, 0, list[Break]()
    has_known = not known or before.hash.startswith(known)
    for found in book.execute(_LINKS, [begin]):
        link = Link(*found)
        if link.id != before.id + 1:
            breaks.append(Break(Wrong.GONE, before.id + 1))
        number, broken = _examine(book, seal, before, link)
        breaks += [broken] if broken else []
        has_known = has_known or link.hash.startswith(known)
        before, links, rows = link, links + 1, rows + number
        progressed(number)
    head = before if links else None
    return Verdict(links, rows, rows_younger(book, before), head, tuple(breaks), has_known)


def _before(book: sqlite3.Connection, begin: int) -> Link:
    """The link before one: taken as it stands, it is not verified."""
    for found in book.execute(_LINKS, [begin - 1]):
        return Link(*found) if found[0] == begin - 1 else BEFORE_THE_FIRST
    return BEFORE_THE_FIRST


def _examine(book: sqlite3.Connection, seal: Seal, before: Link, link: Link) -> tuple[int, Break | None]:
    rows = book.execute(_ROWS, [before.last_row + 1, link.last_row]).fetchall()
    made = linked(seal, before, link.id, rows) if rows else None
    if made == link:
        return len(rows), None
    if made is None or made.prints != link.prints:
        return len(rows), Break(Wrong.ROWS, link.id, _first_other(rows, made, link))
    return len(rows), Break(Wrong.LINK, link.id)


def _first_other(rows: list[tuple[int, ...]], made: Link | None, link: Link) -> int:
    """The first row that differs; where rows are missing at the end, the last one of the link."""
    pairs = zip_longest(_cut(made.prints if made else b""), _cut(link.prints))
    place = next(place for place, (now, then) in enumerate(pairs) if now != then)
    return rows[place][0] if place < len(rows) else link.last_row


def _cut(prints: bytes) -> Iterator[bytes]:
    return (prints[place : place + PRINT_BYTES] for place in range(0, len(prints), PRINT_BYTES))


def as_it_is(text: bytes) -> str:
    """A text of the database, whatever its bytes are."""
    return text.decode("utf-8", "surrogateescape")
