"""MARC21 and MARCXML of any library: a broken record is told in words and costs no other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pymarc import MARCReader, Record, record_to_xml

from reading_corner.service.importing.errors import CatalogueUnreadable
from reading_corner.wire.catalogue import TitleRecord
from tests.reading_corner.sources import field, found, marc, only_title, words

NAME = field("245", a="Si Kancil :", b="dongeng lama /", c="Tini Rahmat.")
PETA = marc(field("245", a="Peta /"), number="18")
COLLECTION = '<collection xmlns="http://www.loc.gov/MARC21/slim">'


def as_xml(*records: bytes) -> bytes:
    read = [one for data in records for one in MARCReader(data) if one]
    texts = [record_to_xml(one, namespace=True).decode() for one in read]  # type: ignore[no-untyped-call]
    return f"<?xml version='1.0'?>{COLLECTION}{''.join(texts)}</collection>".encode()


def test_a_record_tells_its_words_without_the_signs_between_them() -> None:
    title = only_title(
        marc(
            NAME,
            field("020", a="9786020312340"),
            field("020", a="978-602-03-1234-7 (pbk.)"),
            field("100", a="Rahmat, Tini,", d="1980-"),
            field("260", a="Jakarta :", b="Pustaka Ceria,", c="c2019."),
            field("300", a="iv, 32 hlm :", b="ilus. ;", c="21 cm."),
            field("650", a="Dongeng", z="Jawa."),
            field("700", a="Wulan, A."),
            field("852", b="Rak A", p="02266.1"),
        )
    )
    assert (title.key, title.name, title.responsibility) == (
        *("marc:ID-PNRI:17", "Si Kancil : dongeng lama"),
        "Tini Rahmat.",
    )
    assert (title.isbn, title.authors) == ("978-602-03-1234-7", ("Rahmat, Tini", "Wulan, A."))
    assert (title.place, title.publisher, title.year, title.pages) == ("Jakarta", "Pustaka Ceria", 2019, 32)
    assert (title.topics, title.for_children) == (("Dongeng -- Jawa",), None)
    assert [(copy.code, copy.location) for copy in title.copies] == [("02266.1", "Rak A")]


def test_a_number_without_its_library_is_no_key() -> None:
    assert only_title(marc(NAME, library=" ")).key.startswith("text:")


def test_marc8_is_read() -> None:
    record = Record(force_utf8=False)
    record.fields.append(field("245", a="Pi_pi"))
    content = record.as_marc().replace(b"Pi_pi", b"P\xe2ipi").replace(b"a22", b" 22", 1)
    assert only_title(content).name == "P\u00edpi"


def test_letters_in_an_encoding_that_is_not_named_are_told() -> None:
    name = "Петрушка и медведь".encode("cp1251")
    content = marc(field("245", a="x" * len(name))).replace(b"x" * len(name), name).replace(b"a22", b" 22", 1)
    assert "not in the encoding that the record names" in words(content)[0]


def test_letters_that_are_not_utf8_as_they_claim_are_told() -> None:
    content = marc(field("245", a="xx")).replace(b"xx", b"\xff\xfe")
    assert words(content) == ["its letters are not in the encoding that it names"]


@pytest.mark.parametrize("kept", [7, 30, 60, -2])
def test_a_record_that_was_cut_off_does_not_take_the_next_with_it(kept: int) -> None:
    first, *rest = words(marc(NAME)[:kept] + PETA)
    assert first
    assert rest == [""]


@pytest.mark.parametrize("kept", [6, 30, -2])
def test_a_file_that_breaks_off_is_told(kept: int) -> None:
    taken, refused = words(PETA + marc(NAME)[:kept])
    assert (taken, bool(refused)) == ("", True)


def test_ends_of_lines_between_records_do_not_matter() -> None:
    assert words(PETA + b"\r\n" + marc(NAME) + b"\n") == ["", ""]


def test_a_record_without_a_title_is_told() -> None:
    assert words(marc(field("100", a="Wulan"))) == ["it has no title (field 245)"]


def test_marcxml_is_read_as_marc21() -> None:
    assert found(as_xml(marc(NAME), PETA)) == found(marc(NAME) + PETA)


def test_marcxml_that_breaks_off_keeps_what_came_before() -> None:
    content = as_xml(marc(NAME), PETA)
    taken, refused = words(content[: content.rindex(b"<record") + 20])
    assert taken == ""
    assert "breaks off" in refused


def test_a_field_without_a_tag_costs_its_record_alone() -> None:
    content = as_xml(marc(NAME), PETA).replace(b' tag="245"', b"", 1)
    assert words(content) == ["it is damaged: a field has no tag or a subfield no code", ""]


def test_an_entity_that_grows_without_end_is_refused() -> None:
    grown = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(9))
    content = f'<?xml version="1.0"?><!DOCTYPE c [<!ENTITY e0 "Kancil">{grown}]><c><record>&e9;</record></c>'
    assert "breaks off" in words(content.encode())[0]


@given(st.integers(0, 400), st.binary(min_size=1, max_size=8))
def test_whatever_is_damaged_in_one_record_the_next_is_read(place: int, damage: bytes) -> None:
    whole = marc(NAME)
    at = place % (len(whole) - 8)
    content = whole[:at] + damage.replace(b"\x1d", b"x") + whole[at + len(damage) :] + PETA
    try:
        last = found(content)[-1]
    except CatalogueUnreadable:
        assert at < 5
        return
    assert at < 5 or (isinstance(last, TitleRecord) and last.name == "Peta")
