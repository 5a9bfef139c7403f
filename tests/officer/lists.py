"""Lists of made-up children as offices keep them in spreadsheets, to read and to import."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from queue_core.kia.rules.age import LeapBirthday
from queue_core.kia.rules.listing import Yardstick
from queue_core.officer.cells import Cell
from tests.officer.fakes import PROFILE

HEADER = ("NO", "NIK", "NAMA ANAK", "TGL LAHIR", "NAMA IBU", "DESA", "NO HP")
YARDSTICK = Yardstick(
    date(2021, 2, 8), LeapBirthday.MARCH_1, frozenset(village.code for village in PROFILE.villages)
)


def made_up(number: int) -> tuple[str, ...]:
    """The row of one child, a girl's of 17 August 2015."""
    serial, year = number % 9999 + 1, 15 - number // 9999
    nik, born = f"99010157{8:02d}{year:02d}{serial:04d}", f"17-08-20{year:02d}"
    return (str(number + 1), nik, f"Ratna {number}", born, "Sulastri", "Ledug", "081234567890")


def write_csv(path: Path, count: int, header: Sequence[str] = HEADER) -> Path:
    """A file of so many children."""
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file, delimiter=";").writerows([header, *map(made_up, range(count))])
    return path


def write_text(path: Path, *lines: str, encoding: str = "utf-8") -> Path:
    """A file of these lines."""
    path.write_bytes("\r\n".join(lines).encode(encoding))
    return path


def write_xlsx(path: Path, *rows: Sequence[Cell]) -> Path:
    """A workbook of these rows."""
    from openpyxl import Workbook  # too slow to load for the fast tests

    book = Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(list(row))
    book.save(path)
    return path
