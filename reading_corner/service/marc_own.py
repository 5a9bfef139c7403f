"""A title as a MARC 21 record of the corner's own, and back without loss.

The fields are those of the standard (loc.gov/marc/bibliographic), so that others read them; what the standard
has no place for stands in 990, which is left to each library. Field 003 says whose record it is.
"""

from __future__ import annotations

import json
from typing import Any

from pymarc import Field, Indicators, Record, Subfield

from reading_corner.wire.catalogue import Catalogued, CopyRecord, TitleRecord

OWN = "kerak-telor"
PLACES = (
    ("082", "a", "ddc"),
    ("090", "a", "call_number"),
    ("245", "a", "name"),
    ("245", "h", "gmd"),
    ("245", "c", "responsibility"),
    ("250", "a", "edition"),
    ("264", "a", "place"),
    ("264", "b", "publisher"),
    ("264", "c", "year"),
    ("300", "a", "collation"),
    ("490", "a", "series"),
    ("500", "a", "notes"),
    ("520", "a", "summary"),
    ("546", "a", "language"),
    ("990", "a", "for_children"),
    ("990", "b", "age_from"),
    ("990", "c", "age_to"),
    ("990", "d", "colour"),
    ("990", "e", "pages"),
    ("990", "f", "cover"),
)
"""Field, subfield, and what of a title stands there."""
INDICATORS = {"245": ("0", "0"), "264": (" ", "1"), "490": ("0", " ")}
LEADER = "     nam a22     3u 4500"
LENDING = (("b", "location"), ("c", "collection"), ("h", "call_number"), ("p", "code"))
HELD = (("d", "received_on"), ("j", "care"), ("p", "code"))


def record_of(kept: Catalogued) -> Record:
    """The title as a record."""
    title = kept.record
    year = "    " if title.year is None else f"{title.year:04d}"
    record = Record(leader=LEADER)
    record.fields += [Field("001", data=title.key), Field("003", data=OWN)]
    record.fields.append(Field("008", data=f"||||||s{year}    xx |||||||||||||||||und||"))
    if title.isbn is not None:
        record.fields.append(_field("020", [("a" if kept.isbn13 else "z", title.isbn)]))
    record.fields += [_field("100", [("a", name)]) for name in title.authors[:1]]
    record.fields += _fields_of_words(title)
    for tag, names in (("653", title.topics), ("700", title.authors[1:])):
        record.fields += [_field(tag, [("a", name)]) for name in names]
    for copy in title.copies:
        record.fields += _fields_of_copy(copy)
    return record


def is_own(record: Record) -> bool:
    """Whether the corner wrote this record."""
    return [field.data for field in record.get_fields("003")] == [OWN]


def title_of(record: Record) -> TitleRecord:
    """The title of a record that the corner wrote. Raises ValidationError when somebody changed it."""
    told: dict[str, Any] = {name: _first(record, tag, code) for tag, code, name in PLACES}
    for name in ("year", "age_from", "age_to", "pages", "for_children"):
        told[name] = told[name] or None
    keys = [field.data for field in record.get_fields("001")]
    return TitleRecord.model_validate(
        told
        | {
            "key": keys[0] if keys else "",
            "isbn": _first(record, "020", "a") or _first(record, "020", "z"),
            "authors": _all(record, "100") + _all(record, "700"),
            "topics": _all(record, "653"),
            "copies": _copies(record),
        }
    )


def _fields_of_words(title: TitleRecord) -> list[Field]:
    told: dict[str, list[tuple[str, str]]] = {}
    for tag, code, name in PLACES:
        if text := _text(getattr(title, name)):
            told.setdefault(tag, []).append((code, text))
    return [_field(tag, texts) for tag, texts in told.items()]


def _field(tag: str, told: list[tuple[str, str]]) -> Field:
    subfields = [Subfield(code, text) for code, text in told if text]
    return Field(tag, Indicators(*INDICATORS.get(tag, (" ", " "))), subfields)


def _text(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case _:
            return str(value)


def _fields_of_copy(copy: CopyRecord) -> tuple[Field, Field]:
    held = [(code, _text(getattr(copy, name))) for code, name in HELD]
    kept = json.dumps(copy.kept, ensure_ascii=False, sort_keys=True) if copy.kept else ""
    lending = [(code, _text(getattr(copy, name))) for code, name in LENDING]
    return _field("852", lending), _field("876", [*held, ("x", kept)])


def _copies(record: Record) -> list[dict[str, object]]:
    held = {field.get("p"): field for field in record.get_fields("876")}
    return [_copy(field, held.get(field.get("p"))) for field in record.get_fields("852")]


def _copy(lending: Field, held: Field | None) -> dict[str, object]:
    told: dict[str, object] = {name: lending.get(code) for code, name in LENDING}
    if held is not None:
        told |= {name: held.get(code) for code, name in HELD}
        told["kept"] = json.loads(held.get("x") or "{}")
    return told


def _first(record: Record, tag: str, code: str) -> str | None:
    return next(iter(_all(record, tag, code)), None)


def _all(record: Record, tag: str, code: str = "a") -> list[str]:
    return [text for field in record.get_fields(tag) for text in field.get_subfields(code)]
