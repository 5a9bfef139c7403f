"""Records of MARC21 and MARCXML files, one after another. A broken one is told and costs no other."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator, Mapping
from typing import Any
from xml.etree import ElementTree as ET

from pymarc import Field, Indicators, PymarcException, Record, Subfield

from reading_corner.service.importing.marc_fields import title_of
from reading_corner.service.importing.rows import Found, Keys, Refused, Row, Rows, told

END_OF_RECORD, END_OF_FIELD = b"\x1d", b"\x1e"
LENGTH = re.compile(rb"\d{5}(?=.{5}22)", re.DOTALL)
"""How a record begins: its length; then, after five signs, the counts of indicators and of subfield codes."""
SPACE = b" \t\r\n\x00\x1a"
UNREADABLE = "it is damaged: its directory cannot be read"
FAULTS = (PymarcException, UnicodeDecodeError, ValueError, IndexError, KeyError, AttributeError)


def looks_like_marc(content: bytes) -> bool:
    """Whether a file begins as a file of records does."""
    start = content.lstrip(SPACE)[:100_000]
    return bool(re.match(rb"\d{5}", start)) and END_OF_FIELD in start


def rows_of_marc(content: bytes) -> Rows:
    """The records of a MARC21 file (ISO 2709), in UTF-8 or MARC-8."""
    keys = Keys()
    for number, part in enumerate(_parts(content), 1):
        yield Row(number, _of_bytes(part, keys))


def rows_of_marcxml(content: bytes) -> Rows:
    """The records of a MARCXML file."""
    keys = Keys()
    number = 0
    try:
        # expat bounds what entities grow to and fetches none
        for _, element in ET.iterparse(io.BytesIO(content), events=("end",)):  # noqa: S314
            if _tag(element) == "record":
                number += 1
                yield Row(number, _of_element(element, keys))
                element.clear()
    except ET.ParseError as error:
        yield Row(number + 1, Refused(f"the file breaks off here: {error}"))


def _parts(content: bytes) -> Iterator[bytes]:
    """The records, each with its end; one that was cut off does not take the next with it."""
    for part in content.split(END_OF_RECORD):
        whole = part.strip(SPACE)
        if not whole:
            continue
        begins = [found.start() for found in LENGTH.finditer(whole)]
        fitting = [at for at in begins if at and int(whole[at : at + 5]) == len(whole) - at + 1]
        if fitting:
            yield whole[: fitting[0]]
        yield whole[fitting[0] if fitting else 0 :] + END_OF_RECORD


def _of_bytes(part: bytes, keys: Keys) -> Found:
    if not part.endswith(END_OF_RECORD):
        return Refused("it is cut off")
    length = part[:5]
    if not length.isdigit():
        return Refused("it does not begin with its length")
    if int(length) != len(part):
        return Refused(
            f"it says that it has {int(length)} bytes and has {len(part)}: it is cut off or damaged"
        )
    with warnings.catch_warnings(action="ignore"):
        try:
            record = Record(data=part, hide_utf8_warnings=True)
        except UnicodeDecodeError as error:
            directory = error.encoding == "ascii"
            return Refused(UNREADABLE if directory else "its letters are not in the encoding that it names")
        except PymarcException as error:
            return Refused(f"it is damaged: {error}")
        except FAULTS:
            return Refused(UNREADABLE)
    return _title(record, keys)


def _of_element(element: ET.Element, keys: Keys) -> Found:
    record = Record()
    try:
        for part in element:
            if _tag(part) in ("controlfield", "datafield"):
                record.fields.append(_field(part))
    except FAULTS:
        return Refused("it is damaged: a field has no tag or a subfield no code")
    return _title(record, keys)


def _field(part: ET.Element) -> Field:
    if _tag(part) == "controlfield":
        return Field(part.attrib["tag"], data=part.text or "")
    subfields = [Subfield(one.attrib["code"], one.text or "") for one in part if _tag(one) == "subfield"]
    indicators = Indicators(part.attrib.get("ind1", " "), part.attrib.get("ind2", " "))
    return Field(part.attrib["tag"], indicators, subfields)


def _tag(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]


def _title(record: Record, keys: Keys) -> Found:
    def make(_: Mapping[str, Any]) -> Found:
        return title_of(record, keys)

    return told(make, {})
