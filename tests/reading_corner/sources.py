"""Made-up files as libraries send them."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

from openpyxl import Workbook
from pymarc import Field, Indicators, Record, Subfield

from reading_corner.service.importing.columns import SLIMS_COPIES, SLIMS_TITLES
from reading_corner.service.importing.reading import Source
from reading_corner.service.importing.rows import Found, Refused
from reading_corner.wire.catalogue import TitleRecord

KANCIL = {
    "title": "Si Kancil",
    "gmd_name": "Text",
    "isbn_issn": "978-602-03-1234-7",
    "publisher_name": "Pustaka Ceria",
    "publish_year": "2019",
    "collation": "32 hlm : ilus. ; 21 cm",
    "authors": "<Rahmat, Tini><Wulan>",
    "topics": "<Dongeng><Hewan>",
    "item_code": "<02266.1><02266.2>",
}
KANCILS_COPY = {
    "item_code": "02266.1",
    "coll_type_name": "Anak - anak",
    "received_date": "0000-00-00",
    "item_status_name": "Repair",
    "price": "25000",
    "title": "Si Kancil",
}


def slims(columns: Sequence[str], *rows: dict[str, str], mark: str = ",", header: bool = True) -> bytes:
    """A file as SLiMS writes it: every cell in quotes, quotes within as they are."""
    lines = [list(columns)] if header else []
    lines += [[row.get(name, "") for name in columns] for row in rows]
    return "".join(mark.join(f'"{cell}"' for cell in line) + "\n" for line in lines).encode()


def titles(*rows: dict[str, str], mark: str = ",", header: bool = True) -> bytes:
    """A file of SLiMS's titles."""
    return slims(SLIMS_TITLES, *rows, mark=mark, header=header)


def copies(*rows: dict[str, str], header: bool = True) -> bytes:
    """A file of SLiMS's copies."""
    return slims(SLIMS_COPIES, *rows, header=header)


def workbook(*rows: Sequence[object]) -> bytes:
    """A workbook with these rows on its first sheet."""
    book, kept = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(kept)
    return kept.getvalue()


def found(content: bytes) -> list[Found]:
    """What stands in a file, row by row."""
    return [row.found for row in Source("file", content).rows()]


def only_title(content: bytes) -> TitleRecord:
    """The one title of a file."""
    (title,) = found(content)
    assert isinstance(title, TitleRecord)
    return title


def words(content: bytes) -> list[str]:
    """Why rows of a file are left out; an empty text for each that is taken."""
    return [one.words if isinstance(one, Refused) else "" for one in found(content)]


def field(tag: str, **subfields: str) -> Field:
    """A field of a record."""
    return Field(tag, Indicators(" ", " "), [Subfield(code, text) for code, text in subfields.items()])


def marc(*fields: Field, number: str = "17", library: str = "ID-PNRI") -> bytes:
    """A record of another library."""
    record = Record()
    record.fields += [Field("001", data=number), Field("003", data=library), *fields]
    return record.as_marc()


def written(folder: Path, content: bytes) -> Path:
    """The content as a file."""
    path = folder / "catalogue"
    path.write_bytes(content)
    return path
