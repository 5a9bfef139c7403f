"""Tables as text or as a workbook: their rows, one after another, whatever stands in them.

A row of a CSV file whose quotes do not match is mended where its cells are plain to see (SLiMS writes quotes
within a cell as they are), and costs no other row.
"""

from __future__ import annotations

import csv
import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from reading_corner.service.importing.columns import SLIMS_COPIES, SLIMS_TITLES, fields_of
from reading_corner.service.importing.errors import CatalogueUnreadable

Cells = list[str]
SEPARATORS = (",", ";", "\t", "|")
MOST_COLUMNS, LARGEST_UNPACKED = 100, 400_000_000
LOOKED_AT = 20
FAULTS = (
    *(zipfile.BadZipFile, zlib.error, KeyError, ValueError, TypeError, SyntaxError, OSError, EOFError),
    *(AttributeError, IndexError, StopIteration),
)


@dataclass
class _Lines:
    """The lines of a text; those of a row that is no row can be read again."""

    lines: list[str]
    begun: int = 0
    at: int = 0

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        if self.at >= len(self.lines):
            raise StopIteration
        self.at += 1
        return self.lines[self.at - 1]

    def give_up_one(self) -> str:
        """The first line of the row that was being read; reading goes on after it."""
        line = self.lines[self.begun]
        self.begun = self.at = self.begun + 1
        return line


def rows_of_text(content: bytes) -> Iterator[Cells | None]:
    """The rows of a CSV file; None for one whose quotes do not match."""
    text = _decoded(content)
    lines = list(io.StringIO(text, newline=""))
    mark = max(SEPARATORS, key=lambda one: _likeness(lines, one))
    coming = _Lines(lines)
    while coming.begun < len(lines):
        try:
            for cells in csv.reader(coming, delimiter=mark, strict=True):
                coming.begun = coming.at
                yield cells
        except csv.Error:
            yield _mended(coming.give_up_one(), mark)


def _decoded(content: bytes) -> str:
    """The text: UTF-8 with or without a mark, UTF-16 with one, else as Windows writes in western Europe."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _likeness(lines: list[str], mark: str) -> tuple[int, bool, int]:
    """How much the first rows look like a catalogue when they are parted by this sign."""
    try:
        rows = list(islice(csv.reader(lines[:LOOKED_AT], delimiter=mark), LOOKED_AT))
    except csv.Error:
        return 0, False, 0
    known = max((len(fields_of(row)) for row in rows), default=0)
    width = len(rows[0]) if rows else 0
    return known, width in (len(SLIMS_TITLES), len(SLIMS_COPIES)), width


def _mended(line: str, mark: str) -> Cells | None:
    plain = line.strip("\r\n")
    if not (plain.startswith('"') and plain.endswith('"') and len(plain) > 1):
        return None
    return [cell.replace('\\"', '"').replace('""', '"') for cell in plain[1:-1].split(f'"{mark}"')]


def misfit(row: Cells | None, width: int, ragged: bool) -> str:
    """Why a row is none of a table with so many columns, in words; empty for one that is.

    `ragged`: a short row ends in empty cells.
    """
    if row is None:
        return "its quotes do not match"
    if len(without_empty_end(row)) > width or (len(row) < width and not ragged):
        return f"it has {len(row)} cells where {width} belong: a quote or a separator in a cell?"
    return ""


def without_empty_end(row: Cells) -> Cells:
    """The row up to its last cell that says anything."""
    filled = [at for at, cell in enumerate(row, 1) if cell.strip()]
    return row[: filled[-1]] if filled else []


def rows_of_workbook(content: bytes) -> Iterator[Cells | None]:
    """The rows of the first sheet that is not hidden. Raises CatalogueUnreadable."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            if sum(part.file_size for part in parts.infolist()) > LARGEST_UNPACKED:
                raise CatalogueUnreadable("The workbook is too large.", remedy="Part it into several files.")
        from openpyxl import load_workbook  # slow to load, and needed by few

        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        sheet: Any = next(one for one in book.worksheets if one.sheet_state == "visible")
        sheet.reset_dimensions()  # what a file says of its own size need not be true
        for row in sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS):
            yield [_as_text(cell) for cell in row]
    except CatalogueUnreadable:
        raise
    except FAULTS:
        raise CatalogueUnreadable("The workbook is broken.") from None


def _as_text(cell: object) -> str:
    match cell:
        case None:
            return ""
        case bool():
            return "ya" if cell else "tidak"
        case float() if cell.is_integer():
            return str(int(cell))
        case datetime():
            return cell.date().isoformat()
        case _:
            return str(cell)
