"""Made-up records for tests of the catalogue."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from string import ascii_letters, digits

from hypothesis import strategies as st

from reading_corner.rules.shelf import Care
from reading_corner.service import catalogue
from reading_corner.store.shelf import Shelf
from reading_corner.wire.catalogue import Catalogued, CopyRecord, Outcome, TitleRecord
from tests.reading_corner.new_shelf import shelf_at

NOW = datetime(2026, 11, 29, 2, 0, tzinfo=UTC)
KANCIL = TitleRecord(
    key="text:1",
    name="Si Kancil dan Buaya",
    authors=("Rahmat, Tini", "Wulan"),
    topics=("Dongeng", "Hewan"),
    copies=(CopyRecord(code="02266.1", location="Rak A"), CopyRecord(code="CE4-AA-002-1")),
    isbn="978-602-03-1234-7",
    publisher="Pustaka Ceria",
    year=2019,
    collation="32 hlm",
    pages=32,
)

TEXTS = st.text(max_size=30)
NAMES = st.lists(st.text(max_size=20), max_size=3).map(tuple)
CODES = st.builds(str.__add__, st.sampled_from(digits + ascii_letters), st.text(digits + ".-", max_size=8))


@st.composite
def copies(draw: st.DrawFn, code: str) -> CopyRecord:
    """A copy with this code, of which anything or nothing is told."""
    return CopyRecord(
        code=code,
        collection=draw(TEXTS),
        location=draw(TEXTS),
        call_number=draw(TEXTS),
        care=draw(st.none() | st.sampled_from(Care)),
        received_on=draw(st.none() | st.dates(date(1950, 1, 1), date(2030, 1, 1))),
    )


@st.composite
def records(draw: st.DrawFn, number: int, codes: tuple[str, ...] = ()) -> TitleRecord:
    """A title of which anything or nothing is told; `number` makes it another than the others."""
    words = {
        name: draw(TEXTS) for name in ("responsibility", "edition", "publisher", "place", "series", "gmd")
    }
    more = {name: draw(TEXTS) for name in ("language", "ddc", "call_number", "isbn", "notes", "summary")}
    return TitleRecord.model_validate(
        {
            "key": f"made:{number}",
            "name": f"{draw(TEXTS)} {number}",
            "authors": draw(NAMES),
            "topics": draw(NAMES),
            "copies": tuple(draw(copies(code)) for code in codes),
            "year": draw(st.none() | st.integers(1000, 2100)),
            "pages": draw(st.none() | st.integers(1, 2000)),
            "for_children": draw(st.none() | st.booleans()),
        }
        | words
        | more
    )


@st.composite
def shelves(draw: st.DrawFn, most: int = 4) -> tuple[TitleRecord, ...]:
    """Some titles, no copy's code twice."""
    codes = draw(st.lists(CODES, max_size=6, unique=True))
    number = draw(st.integers(1, most))
    return tuple(draw(records(at, tuple(codes[at::number]))) for at in range(number))


def shelf_in(folder: Path) -> Shelf:
    """A shelf in this folder, at a set instant."""
    return shelf_at(folder / "corner.db", lambda: NOW)


def save(shelf: Shelf, record: TitleRecord) -> Outcome:
    """Keeps a record in a transaction of its own."""
    return shelf.write(lambda connection, now: catalogue.save(connection, now, record))


def found(shelf: Shelf, key: str) -> Catalogued:
    """The title of this key."""
    return next(kept for kept in everything(shelf) if kept.record.key == key)


def everything(shelf: Shelf) -> list[Catalogued]:
    """All titles of a shelf."""
    return shelf.read(lambda connection: list(catalogue.every_title(connection)))
