"""The catalogue: what a source tells of a title is kept once, by its key, and found by its words."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row

from reading_corner.errors import CopyElsewhere, ManyTitles, UnknownTitle
from reading_corner.rules.doubts import IsbnDoubt
from reading_corner.rules.item_codes import DIGITS, LETTER, item_code, serial_of
from reading_corner.rules.shelf import Care
from reading_corner.service.isbn import read_isbn
from reading_corner.store import catalogue as store
from reading_corner.store import titles
from reading_corner.store.tables import author, topic
from reading_corner.store.words import keep_words
from reading_corner.wire.catalogue import Catalogued, CopyRecord, Outcome, TitleRecord

LISTS = ("key", "authors", "topics", "copies")
WORDS = tuple(name for name in TitleRecord.model_fields if name not in LISTS)
"""What a title tells in columns of its own."""
AGES = ("age_from", "age_to")
"""Told together: who says from when on, says until when, too, if only that there is no end."""
COPY_COLUMNS = ("collection", "location", "call_number", "received_on", "kept")
AT_ONCE = 200


def save(connection: Connection, now: datetime, record: TitleRecord, for_children: bool = False) -> Outcome:
    """Keeps a record. What it does not tell stays as it is, copies that it does not name stay.

    `for_children` marks a title of which neither the record nor the catalogue says for whom it is.
    Raises CopyElsewhere, before anything is written, when a copy of it stands under another title.
    """
    row = store.by_key(connection, record.key)
    _require_free(connection, None if row is None else row.id, record.copies)
    if for_children and record.for_children is None and (row is None or row.for_children is None):
        record = record.model_copy(update={"for_children": True})
    if row is None:
        _create(connection, now, record)
        return Outcome.CREATED
    changed = _change(connection, now, row, record)
    return Outcome.CHANGED if _put_copies(connection, row.id, record.copies) or changed else Outcome.SAME


def save_copy(connection: Connection, name: str, told: CopyRecord) -> Outcome:
    """Keeps what is told of a copy whose title is named; one that is known by its code stays under its title.

    Raises UnknownTitle and ManyTitles when the name does not lead to one title.
    """
    for kept in store.copies_by_code(connection, [told.code]):
        return Outcome.CHANGED if _put_copies(connection, kept.title_id, (told,)) else Outcome.SAME
    found = store.by_name(connection, name)
    if not found:
        raise UnknownTitle(
            f"Copy {told.code}: no title is named '{name}'.", remedy="Import the titles before their copies."
        )
    if len(found) > 1:
        raise ManyTitles(f"Copy {told.code}: several titles are named '{name}'.")
    _put_copies(connection, found[0].id, (told,))
    return Outcome.CREATED


def title_of(connection: Connection, title_id: int) -> Catalogued:
    """The title with this number. Raises UnknownTitle."""
    row = store.by_id(connection, title_id)
    if row is None:
        raise UnknownTitle
    return _catalogued(connection, [row])[0]


def every_title(connection: Connection) -> Iterator[Catalogued]:
    """All titles by their numbers, some at a time."""
    rows = store.after(connection, 0, AT_ONCE)
    while rows:
        yield from _catalogued(connection, rows)
        rows = store.after(connection, rows[-1].id, AT_ONCE)


def next_code(connection: Connection) -> str:
    """A code of the corner's own that no copy bears. Raises ValueError when all are given out."""
    serials = map(serial_of, store.codes_like(connection, LETTER + "_" * (DIGITS + 2)))
    code = item_code(next(filter(None, serials), 0) + 1)
    while store.copies_by_code(connection, [code]):  # another system's, right by accident
        code = item_code((serial_of(code) or 0) + 1)
    return code


def _require_free(connection: Connection, title_id: int | None, told: tuple[CopyRecord, ...]) -> None:
    for kept in store.copies_by_code(connection, [copy.code for copy in told]) if told else ():
        if kept.title_id != title_id:
            other = title_of(connection, kept.title_id).record.name
            raise CopyElsewhere(f"Copy {kept.code} stands under '{other}' already.")


def _create(connection: Connection, now: datetime, record: TitleRecord) -> None:
    told = _told(record) | {"key": record.key, "added_at": now, "changed_at": now}
    title_id = store.add_title(connection, told)
    store.add_names(connection, author, title_id, record.authors)
    store.add_names(connection, topic, title_id, record.topics)
    store.add_copies(connection, [_new_copy(title_id, copy) for copy in record.copies])
    keep_words_of(connection, title_id, record)


def _change(connection: Connection, now: datetime, row: Row[Any], record: TitleRecord) -> bool:
    """Writes what the record tells otherwise than the catalogue; whether there was any."""
    new = {name: value for name, value in _told(record).items() if getattr(row, name) != value}
    known = {
        author: titles.authors(connection, [row.id]).get(row.id, ()),
        topic: titles.topics(connection, [row.id]).get(row.id, ()),
    }
    wanted = {author: record.authors or known[author], topic: record.topics or known[topic]}
    if not new and wanted == known:
        return False
    store.change_title(connection, row.id, new, now)
    for table, names in wanted.items():
        store.put_names(connection, table, row.id, names)
    keep_words_of(connection, row.id, title_of(connection, row.id).record)
    return True


def _told(record: TitleRecord) -> dict[str, Any]:
    told = {name: value for name in WORDS if (value := getattr(record, name)) is not None}
    if not told.keys().isdisjoint(AGES):  # one of two sources beside one of the other is no span
        told |= {name: getattr(record, name) for name in AGES}
    if record.isbn is not None:
        read = read_isbn(record.isbn)
        told |= {"isbn13": read.isbn13, "isbn_doubt": read.doubt}
    return told


def _put_copies(connection: Connection, title_id: int, told: tuple[CopyRecord, ...]) -> bool:
    """Writes what is told otherwise of these copies of a title; whether there was any."""
    there = store.copies(connection, [title_id]).get(title_id, []) if told else []
    kept = {row.code: row for row in there}
    new, changed = [], False
    for copy in told:
        if copy.code not in kept:
            new.append(_new_copy(title_id, copy))
            continue
        row = kept[copy.code]
        other = {name: value for name, value in _told_of_copy(copy).items() if getattr(row, name) != value}
        if other:
            store.change_copy(connection, row.id, other)
            changed = True
    store.add_copies(connection, new)
    return changed or bool(new)


def _new_copy(title_id: int, copy: CopyRecord) -> dict[str, Any]:
    nothing = dict.fromkeys(COPY_COLUMNS)
    return nothing | {"care": Care.IN_USE, "title_id": title_id} | _told_of_copy(copy)


def _told_of_copy(copy: CopyRecord) -> dict[str, Any]:
    values = copy.model_dump(exclude_none=True, exclude={"kept", "received_on"})
    if copy.received_on is not None:
        values["received_on"] = copy.received_on.isoformat()
    if copy.kept:
        values["kept"] = json.dumps(copy.kept, ensure_ascii=False, sort_keys=True)
    return values


def keep_words_of(connection: Connection, title_id: int, record: TitleRecord) -> None:
    """Makes a title found by the words of its record."""
    names = filter(None, (record.name, record.series))
    people = filter(None, (*record.authors, record.responsibility))
    keep_words(connection, title_id, names, people, record.topics)


def _catalogued(connection: Connection, rows: Sequence[Row[Any]]) -> list[Catalogued]:
    ids = [row.id for row in rows]
    authors, topics = titles.authors(connection, ids), titles.topics(connection, ids)
    copies = store.copies(connection, ids)
    return [
        Catalogued(
            id=row.id,
            record=TitleRecord(
                key=row.key,
                authors=authors.get(row.id, ()),
                topics=topics.get(row.id, ()),
                copies=tuple(map(_copy, copies.get(row.id, ()))),
                **{name: getattr(row, name) for name in WORDS},
            ),
            isbn13=row.isbn13,
            isbn_doubt=None if row.isbn_doubt is None else IsbnDoubt(row.isbn_doubt),
        )
        for row in rows
    ]


def _copy(row: Row[Any]) -> CopyRecord:
    return CopyRecord(
        code=row.code,
        collection=row.collection,
        location=row.location,
        call_number=row.call_number,
        care=Care(row.care),
        received_on=None if row.received_on is None else date.fromisoformat(row.received_on),
        kept={} if row.kept is None else json.loads(row.kept),
    )
