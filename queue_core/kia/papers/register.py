"""What a page of the register says: number, date, kind, name, masked NIK, to whom it went and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from babel.dates import format_date

from queue_core.foundation.messages import Catalogue
from queue_core.foundation.profile import Office
from queue_core.kia.papers.of_a_file import relation_words
from queue_core.kia.wire.handover import Receipt
from queue_core.sheets.model import Grid, Heading, Sheet, Signatures, Signing, Words

COLUMNS = ("number", "date", "kind", "name", "nik", "receiver", "handed")
WIDTHS = (1, 1.7, 4, 5, 3, 5, 1.9)


@dataclass(frozen=True)
class Line:
    """One entry."""

    number: int
    on: date
    kind: str
    name: str
    nik: str
    """Masked."""
    receipt: Receipt | None
    handed_on: date | None
    void: bool = False
    lost: int = 0
    """How many of its cards or blanks were lost before this."""


@dataclass(frozen=True)
class Page:
    """The entries of a month, or of a year."""

    office: Office
    year: int
    month: int | None
    signs: str
    """Who signs it, by title."""
    lines: tuple[Line, ...]


def heading(catalogue: Catalogue, page: Page) -> str:
    """Whose register it is, of which span."""
    if page.month is None:
        return catalogue.say("register.year", office=page.office.name, year=page.year)
    month = format_date(date(page.year, page.month, 1), "LLLL y", locale=catalogue.language)
    return catalogue.say("register.month", office=page.office.name, month=month)


def grid(catalogue: Catalogue, page: Page) -> Grid:
    """The entries as a table."""
    head = tuple(catalogue.say(f"register.{column}") for column in COLUMNS)
    return Grid(head, tuple(_row(catalogue, line) for line in page.lines), WIDTHS)


def sheet(catalogue: Catalogue, page: Page) -> Sheet:
    """The entries as pages of paper, signed at the end."""
    count = Signing(catalogue.say("register.count", count=len(page.lines)), " ")
    signs = Signing(catalogue.say("register.signs", title=page.signs))
    return Sheet(
        title=catalogue.say("register.title"),
        blocks=(
            Heading(catalogue.say("register.title")),
            Words(heading(catalogue, page), bold=True),
            grid(catalogue, page),
            Signatures((count, Signing("", " "), signs)),
        ),
        foot=f"{heading(catalogue, page)} · {catalogue.say('paper.page', page='{page}', pages='{pages}')}",
        size="A4",
        wide=True,
    )


def _row(catalogue: Catalogue, line: Line) -> tuple[str, ...]:
    took = line.receipt
    receiver = f"{took.receiver} ({relation_words(catalogue, took)})" if took else ""
    handed = [catalogue.say("register.void") if line.void else _day(line.handed_on)]
    if line.lost:
        handed.append(catalogue.say("register.lost", count=line.lost))
    return (
        str(line.number),
        _day(line.on),
        line.kind,
        line.name,
        line.nik,
        receiver,
        " ".join(handed).strip(),
    )


def _day(day: date | None) -> str:
    return f"{day:%d-%m-%Y}" if day else ""
