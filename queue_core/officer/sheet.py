"""Reads a CSV or XLSX file into rows of cells, whatever program wrote it; what is none is refused."""

from __future__ import annotations

import csv
import hashlib
import io
import zipfile
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from queue_core.kia.wire.children import MOST_ROWS
from queue_core.officer.cells import Cell
from queue_core.officer.columns import HEADER_WITHIN, header_at, recognised

LARGEST_FILE = 10 * 2**20
LARGEST_UNPACKED = 20 * LARGEST_FILE
MOST_COLUMNS = 200
SEPARATORS = ";,\t|"
ZIP, OLD_EXCEL = b"PK", b"\xd0\xcf\x11\xe0"
UTF_16 = (b"\xff\xfe", b"\xfe\xff")


class BadSheet(ValueError):
    """The file cannot be read as a list; `key` names the sentence that says why."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


@dataclass(frozen=True)
class Sheet:
    """The names of the columns, and the rows below them with their numbers in the file."""

    header: tuple[Cell, ...]
    rows: tuple[tuple[int, tuple[Cell, ...]], ...]
    digest: str


def read_sheet(path: Path) -> Sheet:
    """The rows of a file that are not empty. Raises BadSheet."""
    content = _content(path)
    if content.startswith(OLD_EXCEL):
        raise BadSheet("children.sheet.old_excel")
    found = _of_xlsx(content) if content.startswith(ZIP) else _of_csv(_decoded(content))
    at = header_at(found)
    below = tuple((number, row) for number, row in enumerate(found[at + 1 :], at + 2) if _filled(row))
    if not below:
        raise BadSheet("children.sheet.empty")
    return Sheet(found[at], below, hashlib.sha256(content).hexdigest())


def _content(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise BadSheet("children.sheet.too_large")
        return path.read_bytes()
    except FileNotFoundError:
        raise BadSheet("children.sheet.missing") from None
    except OSError:
        raise BadSheet("children.sheet.unreadable") from None


def _decoded(content: bytes) -> str:
    """UTF-8 or UTF-16 where the file says so, else what spreadsheets in Windows write."""
    if content.startswith(UTF_16):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _of_csv(text: str) -> list[tuple[Cell, ...]]:
    """The separator is the one with which most names of columns are recognised."""
    if "\0" in text:
        raise BadSheet("children.sheet.unreadable")
    try:
        tried = {mark: _split(text, mark, HEADER_WITHIN) for mark in SEPARATORS}
        best = max(SEPARATORS, key=lambda mark: _likeness(tried[mark]))
        return _limited(_split(text, best, MOST_ROWS + 1))
    except csv.Error:
        raise BadSheet("children.sheet.unreadable") from None


def _split(text: str, mark: str, most: int) -> list[tuple[Cell, ...]]:
    return [tuple(row) for row in islice(csv.reader(io.StringIO(text, newline=""), delimiter=mark), most)]


def _likeness(rows: Sequence[Sequence[Cell]]) -> tuple[int, int]:
    known = (len(recognised(row).places) for row in rows)
    return max(known, default=0), max(map(len, rows), default=0)


def _of_xlsx(content: bytes) -> list[tuple[Cell, ...]]:
    faults = (zipfile.BadZipFile, zlib.error, KeyError, ValueError, TypeError, SyntaxError, OSError, EOFError)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            if sum(part.file_size for part in parts.infolist()) > LARGEST_UNPACKED:
                raise BadSheet("children.sheet.too_large")
        from openpyxl import load_workbook  # slow to load, and needed by few

        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        sheet: Any = next(one for one in book.worksheets if one.sheet_state == "visible")
        sheet.reset_dimensions()  # what a file says of its own size need not be true
        rows = sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS)
        return _limited(islice(rows, MOST_ROWS + 1))
    except BadSheet:
        raise
    except (*faults, AttributeError, IndexError, StopIteration):
        raise BadSheet("children.sheet.unreadable") from None


def _limited(rows: Iterable[tuple[Cell, ...]]) -> list[tuple[Cell, ...]]:
    found = [row[:MOST_COLUMNS] for row in rows]
    if len(found) > MOST_ROWS:
        raise BadSheet("children.sheet.too_many")
    return found


def _filled(row: Sequence[Cell]) -> bool:
    return any(cell not in (None, "") and str(cell).strip() for cell in row)
