"""Rows of a table as records: SLiMS's titles, copies and members, and lists that name their columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from reading_corner.rules.collation import pages_of
from reading_corner.rules.mojibake import mended
from reading_corner.service.importing import cells
from reading_corner.service.importing.columns import (
    KEPT,
    SLIMS_COPIES,
    SLIMS_TITLES,
    fields_of,
    is_header,
    is_of_copies,
)
from reading_corner.service.importing.errors import CatalogueUnreadable
from reading_corner.service.importing.members import members_of, rows_of_members
from reading_corner.service.importing.rows import UNKEYED, Found, Keys, LooseCopy, Refused, Row, Rows, told
from reading_corner.service.importing.tables import Cells, misfit, without_empty_end
from reading_corner.service.isbn import read_isbn
from reading_corner.wire.catalogue import CopyRecord, TitleRecord

HEADER_WITHIN = 20
"""Titles may stand above the names of the columns; so many rows are looked at."""
AS_THEY_ARE = (
    *("responsibility", "edition", "publisher", "place", "language", "series", "gmd", "ddc", "call_number"),
    *("colour", "collation", "summary", "notes", "cover"),
)
COPY_AS_THEY_ARE = ("collection", "location")
LONGEST_ISBN = 40
Told = Mapping[str, str]


@dataclass(frozen=True)
class Layout:
    """What the columns of a table tell, how many there are, and how many rows stand above the first."""

    places: Mapping[str, int]
    width: int
    of_copies: bool
    above: int


def rows_of_table(table: Iterator[Cells | None], ragged: bool = False) -> Rows:
    """Each row that is not empty. `ragged`: a short row ends in empty cells. Raises CatalogueUnreadable."""
    first = list(islice(table, HEADER_WITHIN))
    members = members_of(first)
    if members is not None:
        yield from rows_of_members(members, chain(first, table), ragged)
        return
    layout = _layout(first)
    keys = Keys()
    for number, row in enumerate(chain(first, table), 1):
        if number > layout.above and (row is None or any(map(str.strip, row))):
            yield Row(number, _found(layout, keys, row, ragged))


def _layout(first: list[Cells | None]) -> Layout:
    for at, row in enumerate(first, 1):
        if row and is_header(row):
            return _of_names(without_empty_end(row), above=at)
    width = max((len(without_empty_end(row)) for row in first if row), default=0)
    for names in (SLIMS_TITLES, SLIMS_COPIES):
        if width == len(names):
            return _of_names(list(names), above=0)
    raise CatalogueUnreadable("No column is named 'judul' or 'title'.")


def _of_names(names: Cells, above: int) -> Layout:
    return Layout(fields_of(names), len(names), is_of_copies(names), above)


def _found(layout: Layout, keys: Keys, row: Cells | None, ragged: bool) -> Found:
    fault = misfit(row, layout.width, ragged)
    if row is None or fault:
        return Refused(fault)
    values = {name: mended(row[at]) if at < len(row) else "" for name, at in layout.places.items()}
    if not cells.filled(values["name"]):
        return Refused("it has no title")
    if layout.of_copies:
        return told(_copy_of_title, values)
    found = told(_title, values)
    return keys.keyed(found) if isinstance(found, TitleRecord) else found


def _title(values: Told) -> TitleRecord:
    filled = {name: cells.filled(value) for name, value in values.items()}
    age_from, age_to = cells.ages(filled.get("ages", ""))
    pages, collation = filled.get("pages", ""), filled.get("collation", "")
    return TitleRecord.model_validate(
        {name: filled[name] for name in AS_THEY_ARE if name in filled}
        | {
            "key": UNKEYED,
            "name": filled["name"],
            "authors": cells.people(filled.get("authors", "")),
            "topics": cells.names(filled.get("topics", ""), ";|,\n"),
            "copies": _copies(filled),
            "isbn": _isbn(values),
            "year": cells.year(filled.get("year", "")),
            "pages": cells.whole_number(pages) or pages_of(pages) or pages_of(collation),
            "age_from": _number(filled.get("age_from")) if filled.get("age_from") else age_from,
            "age_to": _number(filled.get("age_to")) if filled.get("age_to") else age_to,
            "for_children": cells.yes_or_no(filled.get("for_children", "")),
        }
    )


def _number(cell: str | None) -> int | None:
    return cells.ages(cell or "")[0]


def _isbn(values: Told) -> str | None:
    """The right one of two columns; the first that says anything where none is right.

    Beside a column of 13 digits the other has 10: a spreadsheet takes the zeros at its beginning.
    """
    thirteen, ten = (values.get(name, "").strip()[:LONGEST_ISBN] for name in ("isbn13", "isbn"))
    padded = ten.zfill(10) if thirteen and ten else ""
    given = [text for text in (thirteen, ten, padded) if text]
    return next((text for text in given if read_isbn(text).isbn13), given[0] if given else None)


def _copies(filled: Told) -> tuple[CopyRecord, ...]:
    codes = dict.fromkeys(code.strip() for code in cells.names(filled.get("codes", ""), ";|,\n"))
    return tuple(_copy(code, filled) for code in codes if code)


def _copy(code: str, filled: Told, columns: Sequence[str] = COPY_AS_THEY_ARE) -> CopyRecord:
    return CopyRecord.model_validate(
        {name: filled[name] for name in columns if name in filled}
        | {
            "code": code,
            "care": cells.care(filled.get("care", "")),
            "received_on": cells.day(filled.get("received_on", "")),
            "kept": {name: filled[name] for name in KEPT if filled.get(name)},
        }
    )


def _copy_of_title(values: Told) -> Found:
    filled = {name: cells.filled(value) for name, value in values.items()}
    if not filled.get("codes"):
        return Refused("it has no item code")
    filled["item_status_name"] = filled.get("care", "")
    copy = _copy(filled["codes"], filled, (*COPY_AS_THEY_ARE, "call_number"))
    return LooseCopy(TitleRecord(key=UNKEYED, name=filled["name"]).name, copy)
