"""A file before anything of it is kept: rows judged by the list's own rules, cut into parts to send. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import NamedTuple, TypeVar

from queue_core.kia.rules.listing import Facts, ListField, RowFault, Wrong, Yardstick, judge, same_child
from queue_core.kia.wire.children import ImportedChild, ImportPart, ImportView, NewImport
from queue_core.officer.cells import BadCell, Cell, day_of, digits_of, village_of, words_of, yes_or_no
from queue_core.officer.columns import Columns
from queue_core.officer.sheet import Sheet

Told = TypeVar("Told")
LONGEST_NUMBER = 60
ROWS_AT_ONCE = 50
"""The core keeps so many in some milliseconds: nobody who calls a number meanwhile notices."""
LARGEST_PART = 40_000
"""Bytes of the rows of a part as JSON: with what is around them they stay below the core's 64 KiB."""


class RowWrong(NamedTuple):
    """What is wrong in a row, by its number in the file."""

    row: int
    wrong: Wrong
    nik: str
    """As far as it could be read; it is shown by its last digits alone."""


@dataclass(frozen=True)
class Preview:
    """What would be imported, by its place among the rows of the file, and what would not."""

    total: int
    children: Mapping[int, ImportedChild]
    wrong: tuple[RowWrong, ...]
    digest: str

    @property
    def new_import(self) -> NewImport:
        """What the core is told of the file."""
        return NewImport(digest=self.digest, rows=self.total)


def preview(sheet: Sheet, columns: Columns, by: Yardstick, codes: Mapping[str, str]) -> Preview:
    """Judges every row. The digest is of the file and of what its columns were taken for."""
    children: dict[int, ImportedChild] = {}
    wrong: list[RowWrong] = []
    seen: set[str] = set()
    for place, (number, row) in enumerate(sheet.rows):
        read = _Reader(row, columns, codes)
        found = [*read.wrong, *(judge(read.facts, by) if read.facts else ())]
        if not found and read.key in seen:
            found = [Wrong(ListField.NAME, RowFault.TWICE)]
        if found:
            wrong += (RowWrong(number, one, read.nik) for one in found)
        else:
            seen.add(read.key)
            children[place] = read.child
    taken_for = f"{sorted(columns.places.items())} {columns.village}"
    digest = hashlib.sha256(f"{sheet.digest} {taken_for}".encode()).hexdigest()
    return Preview(len(sheet.rows), children, tuple(wrong), digest)


def parts(found: Preview, after: int) -> Iterator[ImportPart]:
    """What is still to be sent after so many rows of the file, in order."""
    held: list[ImportedChild] = []
    size = 0
    for place in range(after, found.total):
        child = found.children.get(place)
        if child is not None:
            weight = len(ascii(child.model_dump_json()))
            if len(held) == ROWS_AT_ONCE or size + weight > LARGEST_PART:
                yield ImportPart(after=after, up_to=place, children=tuple(held))
                after, held, size = place, [], 0
            held.append(child)
            size += weight
    if after < found.total:
        yield ImportPart(after=after, up_to=found.total, children=tuple(held))


def left(done: ImportView) -> int:
    """Rows of the file that did not come onto the list."""
    return done.done - done.added - done.known - done.given


class _Reader:
    """One row: what each of its cells tells, or what is wrong with it."""

    def __init__(self, row: Sequence[Cell], columns: Columns, codes: Mapping[str, str]) -> None:
        self._row = row
        self._places = columns.places
        self.wrong: list[Wrong] = []
        self.name = self._told(ListField.NAME, words_of, "")
        self.nik = self._told(ListField.NIK, digits_of, "")[:LONGEST_NUMBER]
        self.born = self._told(ListField.BIRTH_DATE, _birth_date, None)
        self.mother = self._told(ListField.MOTHER, words_of, "")
        of_row = partial(village_of, codes=codes)
        self.village = columns.village or self._told(ListField.VILLAGE, of_row, "")
        self.phone = self._told(ListField.PHONE, partial(words_of, longest=LONGEST_NUMBER), "")
        self.at_school = self._told(ListField.AT_SCHOOL, yes_or_no, None)
        self.has_card = self._told(ListField.HAS_CARD, yes_or_no, None)

    @property
    def facts(self) -> Facts | None:
        """What is judged; nothing of a row that could not be read."""
        if self.wrong or self.born is None:
            return None
        return Facts(self.name, self.nik, self.born, self.mother, self.village)

    @property
    def key(self) -> str:
        """By what the same child is found again further down."""
        return self.nik or same_child(self.name, self.born or date.min, self.mother)

    @property
    def child(self) -> ImportedChild:
        """The row as it is sent."""
        told = {name: getattr(self, name) for name in ("name", "nik", "mother", "phone", "village")}
        card = {"at_school": self.at_school, "has_card": bool(self.has_card)}
        return ImportedChild.model_validate({**told, **card, "birth_date": self.born})

    def _told(self, one: ListField, read: Callable[[Cell], Told], otherwise: Told) -> Told:
        place = self._places.get(one)
        cell = self._row[place] if place is not None and place < len(self._row) else None
        try:
            return read(cell)
        except BadCell as bad:
            self.wrong.append(Wrong(one, bad.fault))
            return otherwise


def _birth_date(cell: Cell) -> date | None:
    found = day_of(cell)
    if found is None:
        raise BadCell(RowFault.MISSING)
    return found
