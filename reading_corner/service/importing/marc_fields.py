"""A MARC 21 record of any library as a title. ISBD's signs at the end of a field are no part of its words."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from pymarc import Field, Record

from reading_corner.rules.collation import pages_of
from reading_corner.service import marc_own
from reading_corner.service.importing import cells
from reading_corner.service.importing.rows import UNKEYED, Found, Keys, Refused
from reading_corner.service.isbn import read_isbn
from reading_corner.wire.catalogue import TitleRecord

PEOPLE = ("100", "110", "111", "700", "710", "711")
SUBJECTS = ("600", "610", "611", "630", "650", "651", "653", "655")
ISBD = re.compile(r"\s*[/:;,=]+\s*$")
GENERAL = re.compile(r"[\[\]]|\s*[/:;,.]+\s*$")
LANGUAGE_OF_008 = slice(35, 38)
YEAR_OF_008 = slice(7, 11)
NO_LANGUAGE = frozenset({"", "und", "zxx", "mul", "|||"})


def title_of(record: Record, keys: Keys) -> Found:
    """The title of a record, or why it is none. Raises ValidationError when it holds what no title can."""
    if marc_own.is_own(record):
        return marc_own.title_of(record)
    if not record.get_fields("245"):
        return Refused("it has no title (field 245)")
    name = _trimmed(" ".join(_subfields(record, ("245",), "abnp")[:1]))
    if not _legible(name):
        return Refused("its title cannot be read: it is empty, or not in the encoding that the record names")
    return keys.keyed(TitleRecord.model_validate(_told(record, name)), _own_key(record))


def _told(record: Record, name: str) -> dict[str, Any]:
    fixed = _control(record, "008")
    collation = next(iter(_subfields(record, ("300",), "abce")), "")
    return {
        "key": UNKEYED,
        "name": name,
        "authors": _unique(_subfields(record, PEOPLE, "abc"), trailing=",."),
        "topics": _topics(record),
        "copies": _copies(record),
        "responsibility": _one(record, ("245",), "c"),
        "edition": _one(record, ("250",), "ab"),
        "isbn": _isbn(record),
        "publisher": _one(record, ("260", "264"), "b"),
        "year": cells.year(_one(record, ("260", "264"), "c") or fixed[YEAR_OF_008]),
        "place": _one(record, ("260", "264"), "a"),
        "language": _language(record, fixed),
        "series": _one(record, ("490", "440", "830"), "av"),
        "gmd": GENERAL.sub("", _one(record, ("245",), "h") or ""),
        "ddc": _first(record, "082", "a"),
        "call_number": _one(record, ("090", "099"), "ab"),
        "pages": pages_of(collation),
        "collation": collation,
        "summary": "\n".join(_subfields(record, ("520",), "ab")),
        "notes": "\n".join(_subfields(record, ("500",), "a")),
    }


def _own_key(record: Record) -> str:
    """A number counts within the library that gave it: without field 003 it tells nothing."""
    number, library = _control(record, "001").strip(), _control(record, "003").strip()
    return f"marc:{library}:{number}"[:110] if number and library else ""


def _copies(record: Record) -> list[dict[str, object]]:
    """The copies that have a number of their own; the name of a library alone is no copy."""
    found: dict[str, dict[str, object]] = {}
    for field in record.get_fields("852"):
        for code in field.get_subfields("p"):
            call_number = " ".join(field.get_subfields("h", "i"))
            told: dict[str, object] = {"code": code, "location": field.get("b"), "collection": field.get("c")}
            found.setdefault(code.strip(), told | {"call_number": call_number})
    return [copy for code, copy in found.items() if code]


def _topics(record: Record) -> list[str]:
    fields = [
        [text for code, text in field.subfields if code in "axyzv"] for field in record.get_fields(*SUBJECTS)
    ]
    return [" -- ".join(_trimmed(text, ".") for text in texts) for texts in fields if texts]


def _isbn(record: Record) -> str | None:
    """The first right one; the first of all where none is right."""
    given = [text.split(" (")[0].strip()[:40] for text in _values(record, "020", "az") if text.strip()]
    return next((text for text in given if read_isbn(text).isbn13), given[0] if given else None)


def _language(record: Record, fixed: str) -> str | None:
    code = fixed[LANGUAGE_OF_008].strip()
    return code if code not in NO_LANGUAGE else _first(record, "041", "a")


def _control(record: Record, tag: str) -> str:
    return next((field.data or "" for field in record.get_fields(tag)), "")


def _one(record: Record, tags: tuple[str, ...], codes: str) -> str | None:
    return next((_trimmed(text) for text in _subfields(record, tags, codes) if _trimmed(text)), None)


def _first(record: Record, tag: str, code: str) -> str | None:
    return next(iter(_values(record, tag, code)), None)


def _values(record: Record, tag: str, codes: str) -> list[str]:
    return [text for field in record.get_fields(tag) for text in field.get_subfields(*codes)]


def _subfields(record: Record, tags: tuple[str, ...], codes: str) -> list[str]:
    """Of each field its words under these codes, in their order, joined."""
    return [text for field in record.get_fields(*tags) if (text := _joined(field, codes))]


def _joined(field: Field, codes: str) -> str:
    return " ".join(text.strip() for code, text in field.subfields if code in codes and text.strip())


def _unique(names: list[str], trailing: str) -> list[str]:
    return list(dict.fromkeys(_trimmed(name, trailing) for name in names))


def _trimmed(text: str, trailing: str = "") -> str:
    plain = ISBD.sub("", text.strip())
    ends_short = re.search(r"(?:\b\w|\b(?:[JS]r|etc|dll|dkk))\.$", plain)
    return plain if ends_short else plain.rstrip(trailing) if trailing else plain


def _legible(name: str) -> bool:
    """Whether letters are more than the marks on them: what was decoded wrongly is a heap of marks."""
    marks = sum(bool(unicodedata.combining(sign)) for sign in unicodedata.normalize("NFD", name))
    return any(sign.isalnum() for sign in name) and marks < max(2, sum(sign.isalpha() for sign in name))
