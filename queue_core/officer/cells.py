"""What stands in a cell of somebody's list: a NIK, a day, yes or no, a village. Pure.

Lists come out of spreadsheets: a NIK as a number has lost its last digit, a day is a serial number, a file
that was saved as CSV has days in the Indonesian order. What would have to be guessed is refused with words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from queue_core.foundation.profile import Village
from queue_core.kia.rules.listing import RowFault, plain

Cell = str | int | float | bool | date | datetime | None
DAY_ZERO = date(1899, 12, 30)
"""The day before the first of a spreadsheet's serial numbers, as they are counted since 1900-03-01."""
SERIALS = range(20_000, 80_000)
"""From 1954 to 2119; other numbers are no days."""
EXACT_UP_TO = 2**53
"""A number of a spreadsheet is exact up to here."""
SCIENTIFIC = re.compile(r"\d+([.,]\d+)?[eE]\+?\d+", re.ASCII)
DECIMAL_ZEROS = re.compile(r"(\d+)[.,]0+", re.ASCII)
SERIAL = re.compile(r"(\d{5})([.,]\d+)?", re.ASCII)
DAY_FIRST = re.compile(r"(\d{1,2})[-/. ](\d{1,2}|[a-z]{3,})[-/. ]+(\d{4}|\d{2})", re.ASCII)
YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", re.ASCII)
CLOCK = re.compile(r"[ t]\d{1,2}[:.]\d{2}([:.]\d{2})?(\.\d+)?$", re.ASCII)
MONTHS = ("jan", "feb", "mar", "apr", "mei", "jun", "jul", "agu", "sep", "okt", "nov", "des")
OTHER_MONTHS = {"may": 5, "aug": 8, "ags": 8, "agt": 8, "oct": 10, "nop": 11, "dec": 12, "peb": 2}
YES = frozenset({"ya", "y", "yes", "sudah", "ada", "punya", "memiliki", "true", "1", "v", "sekolah"})
NO = frozenset({"tidak", "t", "no", "n", "belum", "tidakada", "tidakpunya", "belumpunya", "belummemiliki"})
MORE_NO = frozenset({"false", "0", "tidaksekolah", "belumsekolah"})
VILLAGE_WORDS = re.compile(r"^(desa|kelurahan|kel|ds)\b\.?", re.IGNORECASE)


class BadCell(ValueError):
    """The cell does not tell what it should; `fault` says why."""

    def __init__(self, fault: RowFault) -> None:
        super().__init__(fault)
        self.fault = fault


def words_of(cell: Cell, longest: int = 200) -> str:
    """A cell's words on one line. Raises BadCell."""
    told = " ".join(_text(cell).split())
    if len(told) > longest:
        raise BadCell(RowFault.TOO_LONG)
    if not told.isprintable():
        raise BadCell(RowFault.UNPRINTABLE)
    return told


def digits_of(cell: Cell) -> str:
    """The digits of a NIK, nothing for an empty cell. Raises BadCell where some were lost on the way."""
    if isinstance(cell, bool | date):
        raise BadCell(RowFault.NOT_SIXTEEN_DIGITS)
    if isinstance(cell, int | float):
        return _from_number(
            f"{cell:.0f}" if isinstance(cell, float) else str(cell), exact=isinstance(cell, int)
        )
    told = re.sub(r"[\s'’`\"-]", "", _text(cell))
    if SCIENTIFIC.fullmatch(told):
        raise BadCell(RowFault.SCIENTIFIC)
    if whole := DECIMAL_ZEROS.fullmatch(told):
        return _from_number(whole[1], exact=False)
    return told.replace(".", "")


def day_of(cell: Cell) -> date | None:
    """A day in the Indonesian order, as a serial number, or after a place; nothing for an empty cell.

    Raises BadCell. After a place: "Banyumas, 17-08-2015".
    """
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, bool):
        raise BadCell(RowFault.NOT_A_DAY)
    told = CLOCK.sub("", _text(cell).rpartition(",")[2].strip().casefold())
    if not told:
        return None
    if found := SERIAL.fullmatch(told):
        return _from_serial(int(found[1]))
    if found := YEAR_FIRST.fullmatch(told):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := DAY_FIRST.fullmatch(told):
        return _day(_year(found[3]), _month(found[2]), int(found[1]))
    raise BadCell(RowFault.NOT_A_DAY)


def yes_or_no(cell: Cell) -> bool | None:
    """Yes, no, or nothing for an empty cell. Raises BadCell."""
    told = plain(_text(cell))
    if not told:
        return None
    if told in YES:
        return True
    if told in NO | MORE_NO:
        return False
    raise BadCell(RowFault.NOT_YES_OR_NO)


def village_codes(villages: Sequence[Village]) -> dict[str, str]:
    """The code of each village under its name and its code, however they are written."""
    return {plain(key): one.code for one in villages for key in (one.name, one.code)}


def village_of(cell: Cell, codes: Mapping[str, str]) -> str:
    """The code of a village of the office. Raises BadCell."""
    told = plain(VILLAGE_WORDS.sub("", _text(cell).strip()))
    if not told:
        raise BadCell(RowFault.MISSING)
    if told not in codes:
        raise BadCell(RowFault.UNKNOWN_VILLAGE)
    return codes[told]


def _text(cell: Cell) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell).replace("\u00a0", " ").strip()


def _from_number(digits: str, *, exact: bool) -> str:
    """A spreadsheet keeps fifteen digits and writes 0 for the sixteenth; other programs keep up to 2**53."""
    if len(digits) == 16 and (digits.endswith("0") or (not exact and int(digits) > EXACT_UP_TO)):
        raise BadCell(RowFault.ROUNDED)
    return digits


def _from_serial(serial: int) -> date:
    if serial not in SERIALS:
        raise BadCell(RowFault.NOT_A_DAY)
    return DAY_ZERO + timedelta(days=serial)


def _year(written: str) -> int:
    """Two digits are of this century: the list is of children."""
    return int(written) + (2000 if len(written) == 2 else 0)


def _month(written: str) -> int:
    if written.isdigit():
        return int(written)
    if written[:3] in OTHER_MONTHS:
        return OTHER_MONTHS[written[:3]]
    if written[:3] in MONTHS:
        return MONTHS.index(written[:3]) + 1
    raise BadCell(RowFault.NOT_A_DAY)


def _day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise BadCell(RowFault.NOT_A_DAY) from None
