"""What stands in one cell of somebody's table: names, dates, ages, conditions. Unknown words tell nothing."""

from __future__ import annotations

import re
from datetime import date, datetime

from reading_corner.rules.shelf import Care

EMPTY = frozenset({"", "-", "null", "0000-00-00", "0000-00-00 00:00:00"})
"""How sources write that they know nothing."""
BRACKETED = re.compile(r"<([^<>]*)>")
YEAR = re.compile(r"(?<![\d-])([12]\d{3})(?!\d)", re.ASCII)
WHOLE = re.compile(r"\s*(\d{1,5})(?:[.,]0+)?\b", re.ASCII)
AGES = re.compile(r"(\d{1,2})\s*(?:(?:-|\u2013|s/d|sampai|to)\s*(\d{1,2}))?", re.ASCII)
DATES = ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y/%m/%d")
MOST_OF_ONE = 2
"""Parts of one person's name that a comma may part; of more, each is somebody."""
YES = frozenset({"1", "y", "ya", "yes", "true", "benar", "v", "x", "anak", "anakanak"})
NO = frozenset({"0", "n", "tidak", "no", "false", "salah", "bukan", "dewasa", "umum"})
CARE = {
    Care.REPAIR: frozenset({"repair", "perbaikan", "sedangdiperbaiki", "rusak", "damaged", "r"}),
    Care.MISSING: frozenset({"missing", "hilang", "lost", "mis"}),
    Care.REFERENCE: frozenset(
        {"noloan", "tidakdipinjamkan", "tidakdapatdipinjam", "referensi", "reference", "nl"}
    ),
    Care.WITHDRAWN: frozenset({"withdrawn", "ditarik", "afkir", "disiangi", "weeded"}),
    Care.IN_USE: frozenset({"available", "tersedia", "ada", "baik", "good", "0"}),
}


def filled(cell: str) -> str:
    """The cell, or nothing where it says that nothing is known."""
    return "" if cell.strip().casefold() in EMPTY else cell.strip()


def plain(cell: str) -> str:
    """The letters and digits of a cell, in small letters."""
    return re.sub(r"[\W_]+", "", cell).casefold()


def names(cell: str, marks: str = ";|\n") -> list[str]:
    """Several names: each in angle brackets, as SLiMS writes them, or parted by one of these signs."""
    if cell.startswith("<"):
        return BRACKETED.findall(cell)
    return re.split(f"[{re.escape(marks)}]", cell)


def people(cell: str) -> list[str]:
    """Several people. A comma parts them where its parts are whole names: 'Rahmat, Tini' is one person."""
    found = names(cell)
    if len(found) > 1 or cell.startswith("<"):
        return found
    parts = cell.split(",")
    whole = sum(len(part.split()) > 1 for part in parts)
    return parts if whole == len(parts) or (len(parts) > MOST_OF_ONE and whole > len(parts) / 2) else found


def year(cell: str) -> int | None:
    """The year in '2004', 'c1998', '[1957?]' or '2008.0'."""
    found = YEAR.search(cell)
    return int(found[1]) if found else None


def whole_number(cell: str) -> int | None:
    """The number that a cell begins with, from 1."""
    found = WHOLE.match(cell)
    return int(found[1]) or None if found else None


def ages(cell: str) -> tuple[int | None, int | None]:
    """From and up to which age: '3-6', '6+', '5 s/d 8 tahun'."""
    found = AGES.search(cell)
    if found is None:
        return None, None
    return int(found[1]), int(found[2]) if found[2] else None


def yes_or_no(cell: str) -> bool | None:
    """Whether a cell says yes; None when it says neither yes nor no."""
    word = plain(cell)
    return True if word in YES else False if word in NO else None


def care(cell: str) -> Care | None:
    """What a copy needs, by the words of SLiMS or of a list."""
    word = plain(cell)
    return next((kind for kind, words in CARE.items() if word in words), None)


def day(cell: str) -> date | None:
    """A date as lists write it, the day before the month; None for one that does not exist."""
    for word in cell.split()[:1]:
        for form in DATES:
            try:
                return datetime.strptime(word, form).date()  # noqa: DTZ007  a date has no zone
            except ValueError:
                continue
    return None
