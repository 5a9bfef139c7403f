"""The catalogue as MARC21 (ISO 2709, UTF-8) or MARCXML: whole, so that the corner reads all of it back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pymarc import Record, record_to_xml

from reading_corner.service.marc_own import record_of
from reading_corner.wire.catalogue import Catalogued

LONGEST_FIELD, LONGEST_RECORD = 9_999, 99_999
"""Bytes that ISO 2709 can tell of. MARCXML knows no such end."""
XML_BEGINS = '<?xml version="1.0" encoding="UTF-8"?>\n<collection xmlns="http://www.loc.gov/MARC21/slim">\n'
XML_ENDS = "</collection>\n"


def as_marc(every: Iterable[Catalogued]) -> Iterator[tuple[Catalogued, bytes | None]]:
    """Each title with its record; none where it is too long for this format."""
    for kept in every:
        record = record_of(kept)
        whole = record.as_marc()
        yield kept, whole if _fits(record, whole) else None


def as_marcxml(every: Iterable[Catalogued]) -> Iterator[bytes]:
    """The parts of the file, one title after another."""
    yield XML_BEGINS.encode()
    for kept in every:
        xml: bytes = record_to_xml(record_of(kept))  # type: ignore[no-untyped-call]
        yield xml + b"\n"
    yield XML_ENDS.encode()


def _fits(record: Record, whole: bytes) -> bool:
    """Whether the lengths fit into the directory; a field's is asked only where it could be too long."""
    if len(whole) <= LONGEST_FIELD:
        return True
    longest = max(len(field.as_marc("utf-8")) for field in record.fields)
    return longest <= LONGEST_FIELD and len(whole) <= LONGEST_RECORD
