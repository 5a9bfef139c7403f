"""A title as a keeper sees and writes it: whole, by a version, so that no two overwrite each other."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from queue_core.foundation.identifiers import WriteRequest
from reading_corner.errors import TitleChanged, UnknownCopy
from reading_corner.rules.audience import Audience
from reading_corner.rules.shelf import Care
from reading_corner.service import catalogue
from reading_corner.service.finding import Finding, cards
from reading_corner.service.isbn import read_isbn
from reading_corner.store import catalogue as store
from reading_corner.store import keeping, loans
from reading_corner.store.shelf import Shelf
from reading_corner.store.tables import author
from reading_corner.wire.catalogue import Catalogued, CopyRecord, TitleRecord
from reading_corner.wire.keeping import (
    WORDS,
    CopyChange,
    JudgedIsbn,
    KeptCopy,
    KeptTitle,
    NewCopy,
    NewTitle,
    TitleChange,
    TitleWords,
)
from reading_corner.wire.titles import Findings

BY_HAND = "hand"
"""How the key of a title begins that came by hand."""
MOST_HITS = 24
SIGNS_OF_VERSION = 16


@dataclass(frozen=True)
class Keeping:
    """The catalogue in a keeper's hands."""

    shelf: Shelf
    finding: Finding

    def find(self, typed: str) -> Findings:
        """The titles that are meant, by a copy's code, an ISBN or words; with nothing typed, the newest."""
        if not typed.strip():
            return self._shown(lambda connection: keeping.newest(connection, MOST_HITS))
        exact = self._shown(lambda connection: _by_code(connection, typed.strip()))
        return exact if exact.hits else self.finding.find(typed, Audience.OFFICE, MOST_HITS)

    def title(self, title_id: int) -> KeptTitle:
        """One title. Raises UnknownTitle."""
        return self.shelf.read(lambda connection: _kept(connection, title_id))

    def change(self, title_id: int, told: TitleChange, write: WriteRequest) -> KeptTitle:
        """Makes a title what the form says. What the form does not show stays.

        Raises UnknownTitle, UnknownCopy, TitleChanged or RequestIdReused.
        """

        def work(connection: Connection, now: datetime) -> KeptTitle:
            before = catalogue.title_of(connection, title_id)
            if _version(before) != told.version:
                raise TitleChanged
            _write(connection, now, before, told)
            _write_copies(connection, title_id, told.copies)
            return _kept(connection, title_id)

        return self.shelf.once(write, KeptTitle, work)

    def add(self, new: NewTitle, write: WriteRequest) -> KeptTitle:
        """Keeps a new title with one copy, whose code is the corner's own. Raises RequestIdReused."""
        key = f"{BY_HAND}:{write.request_id}"

        def work(connection: Connection, now: datetime) -> KeptTitle:
            words = new.model_dump(include=set(WORDS))
            record = TitleRecord(key=key, copies=(_new_copy(connection, new),), **words)
            catalogue.save(connection, now, record)
            (copy,) = store.copies_by_code(connection, [record.copies[0].code])
            return _kept(connection, copy.title_id)

        return self.shelf.once(write, KeptTitle, work)

    def add_copy(self, title_id: int, new: NewCopy, write: WriteRequest) -> KeptTitle:
        """Gives a title one more copy. Raises UnknownTitle or RequestIdReused."""

        def work(connection: Connection, _now: datetime) -> KeptTitle:
            catalogue.title_of(connection, title_id)
            copy = _new_copy(connection, new)
            row = {"title_id": title_id, "code": copy.code, "care": copy.care, "location": copy.location}
            store.add_copies(connection, [row])
            return _kept(connection, title_id)

        return self.shelf.once(write, KeptTitle, work)

    def judge(self, isbn: str, title_id: int | None) -> JudgedIsbn:
        """What a text is as ISBN, and which other titles have the same."""
        read = read_isbn(isbn)
        if read.isbn13 is None:
            return JudgedIsbn(doubt=read.doubt)
        number = read.isbn13
        rows = self.shelf.read(lambda connection: keeping.with_isbn(connection, number))
        return JudgedIsbn(isbn13=number, also=tuple(row.name for row in rows if row.id != title_id))

    def codes(self) -> tuple[str, ...]:
        """The codes of all copies."""
        return tuple(self.shelf.read(keeping.codes))

    def _shown(self, ids: Callable[[Connection], Iterable[int]]) -> Findings:
        def look(connection: Connection) -> Findings:
            return Findings(hits=cards(connection, Audience.OFFICE, list(ids(connection))))

        return self.shelf.read(look)


def _by_code(connection: Connection, typed: str) -> Iterable[int]:
    """The title of a copy with this code, or those with this ISBN."""
    book = loans.copy_by_code(connection, typed)
    if book is not None:
        return [book.title_id]
    number = read_isbn(typed).isbn13
    return [] if number is None else [row.id for row in keeping.with_isbn(connection, number)][:MOST_HITS]


def _new_copy(connection: Connection, new: NewCopy) -> CopyRecord:
    return CopyRecord(code=catalogue.next_code(connection), location=new.location, care=Care.IN_USE)


def _write(connection: Connection, now: datetime, before: Catalogued, told: TitleWords) -> None:
    words = told.model_dump(include=set(WORDS))
    after = TitleRecord.model_validate(before.record.model_dump() | words)
    if after == before.record:
        return
    read = read_isbn(after.isbn)
    columns = {name: value for name, value in words.items() if name != "authors"}
    store.change_title(
        connection, before.id, columns | {"isbn13": read.isbn13, "isbn_doubt": read.doubt}, now
    )
    store.put_names(connection, author, before.id, after.authors)
    catalogue.keep_words_of(connection, before.id, after)


def _write_copies(connection: Connection, title_id: int, told: Iterable[CopyChange]) -> None:
    rows = {row.code: row for row in store.copies(connection, [title_id]).get(title_id, [])}
    for one in told:
        if one.code not in rows:
            raise UnknownCopy(f"This title has no copy {one.code}.")
        row = rows[one.code]
        if (row.care, row.location) != (one.care, one.location):
            store.change_copy(connection, row.id, {"care": one.care, "location": one.location})


def _kept(connection: Connection, title_id: int) -> KeptTitle:
    found, out = catalogue.title_of(connection, title_id), keeping.copies_out(connection, title_id)
    copies = tuple(
        KeptCopy(code=one.code, care=one.care or Care.IN_USE, location=one.location, out=one.code in out)
        for one in found.record.copies
    )
    return KeptTitle(
        id=title_id,
        version=_version(found),
        isbn13=found.isbn13,
        isbn_doubt=found.isbn_doubt,
        copies=copies,
        **found.record.model_dump(include=set(WORDS)),
    )


def _version(found: Catalogued) -> str:
    """A digest of all that the catalogue keeps of a title: an import that changes it counts, too."""
    return hashlib.sha256(found.model_dump_json().encode()).hexdigest()[:SIGNS_OF_VERSION]
