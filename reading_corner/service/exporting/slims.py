"""The catalogue as SLiMS's two tables: titles and copies, in its columns and its order.

A record is one line, as SLiMS reads it. What SLiMS has no column for (ages, colour, pages, summary, for
children) stays behind; MARC carries it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from reading_corner.rules.mojibake import mended
from reading_corner.rules.shelf import Care
from reading_corner.service.importing import cells
from reading_corner.service.importing.columns import KEPT, SLIMS_COPIES, SLIMS_TITLES
from reading_corner.wire.catalogue import Catalogued, CopyRecord, TitleRecord, one_line

STATUS = {
    Care.IN_USE: "",
    Care.REPAIR: "Repair",
    Care.MISSING: "Missing",
    Care.REFERENCE: "No Loan",
    Care.WITHDRAWN: "Withdrawn",
}
"""SLiMS's own words; an empty one is a copy that can be lent."""


def titles(every: Iterable[Catalogued]) -> Iterator[str]:
    """The lines of the table of titles, its columns named in the first."""
    yield _line(SLIMS_TITLES)
    for kept in every:
        yield _line(_cells_of_title(kept.record))


def copies(every: Iterable[Catalogued]) -> Iterator[str]:
    """The lines of the table of copies, its columns named in the first."""
    yield _line(SLIMS_COPIES)
    for kept in every:
        for copy in kept.record.copies:
            yield _line(_cells_of_copy(copy, kept.record.name))


def _cells_of_title(title: TitleRecord) -> Sequence[str]:
    told = {
        "title": title.name,
        "gmd_name": title.gmd,
        "edition": title.edition,
        "isbn_issn": title.isbn,
        "publisher_name": title.publisher,
        "publish_year": title.year,
        "collation": title.collation,
        "series_title": title.series,
        "call_number": title.call_number,
        "language_name": title.language,
        "place_name": title.place,
        "classification": title.ddc,
        "notes": title.notes,
        "image": title.cover,
        "sor": title.responsibility,
        "authors": _bracketed(title.authors),
        "topics": _bracketed(title.topics),
        "item_code": _bracketed(copy.code for copy in title.copies),
    }
    return [_cell(told[name], given=name == "isbn_issn") for name in SLIMS_TITLES]


def _cells_of_copy(copy: CopyRecord, name: str) -> Sequence[str]:
    told = {
        "item_code": _unbracketed(copy.code),
        "call_number": copy.call_number,
        "coll_type_name": copy.collection,
        "location_name": copy.location,
        "received_date": copy.received_on,
        "title": name,
    }
    told |= {column: copy.kept.get(column) for column in KEPT} | {"item_status_name": _status(copy)}
    return [_cell(told[column]) for column in SLIMS_COPIES]


def _status(copy: CopyRecord) -> str:
    """The word that the copy came with, as long as it says what the copy needs now."""
    word = copy.kept.get("item_status_name", "")
    care = copy.care or Care.IN_USE
    return word if (cells.care(word) or Care.IN_USE) is care else STATUS[care]


def _bracketed(names: Iterable[str]) -> str:
    return "".join(f"<{name}>" for name in dict.fromkeys(map(_unbracketed, names)) if name)


def _unbracketed(name: str) -> str:
    """A name without angle brackets, by which SLiMS parts names."""
    return str(one_line(mended(name.replace("<", " ").replace(">", " "))) or "")


def _cell(value: object, given: bool = False) -> str:
    """One line. A word by which sources say that they know nothing is left out, but of an ISBN as given."""
    text = str(one_line("" if value is None else mended(str(value))) or "")
    return text if given else cells.filled(text)


def _line(texts: Sequence[str]) -> str:
    line = io.StringIO()
    csv.writer(line, quoting=csv.QUOTE_ALL, lineterminator="\n").writerow(texts)
    return line.getvalue()
