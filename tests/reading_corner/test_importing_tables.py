"""SLiMS's files, lists and workbooks: every row is a record, or is refused in words and costs no other."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reading_corner.rules.shelf import Care
from reading_corner.service.importing import cells
from reading_corner.service.importing.errors import CatalogueUnreadable
from reading_corner.service.importing.reading import Source
from reading_corner.service.importing.rows import LooseCopy
from reading_corner.wire.catalogue import TitleRecord
from tests.reading_corner.sources import (
    KANCIL,
    KANCILS_COPY,
    copies,
    found,
    only_title,
    titles,
    words,
    workbook,
)


@pytest.mark.parametrize("header", [True, False])
@pytest.mark.parametrize("mark", [",", ";"])
@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
def test_slims_titles_are_read_as_they_come(header: bool, mark: str, bom: bytes) -> None:
    title = only_title(bom + titles(KANCIL, mark=mark, header=header))
    assert (title.name, title.authors, title.topics) == (
        *("Si Kancil", ("Rahmat, Tini", "Wulan")),
        ("Dongeng", "Hewan"),
    )
    assert [copy.code for copy in title.copies] == ["02266.1", "02266.2"]
    assert (title.year, title.pages, title.for_children) == (2019, 32, None)


def test_slims_copies_name_their_title_and_keep_what_the_corner_does_not_use() -> None:
    (copy,) = found(copies(KANCILS_COPY))
    assert isinstance(copy, LooseCopy)
    assert (copy.title, copy.copy.code, copy.copy.care) == ("Si Kancil", "02266.1", Care.REPAIR)
    assert copy.copy.received_on is None
    assert copy.copy.kept == {"price": "25000", "item_status_name": "Repair"}


def test_quotes_within_a_cell_are_read_as_slims_writes_them() -> None:
    told = KANCIL | {"title": 'Si "Kancil", dan Buaya'}
    assert only_title(titles(told)).name == 'Si "Kancil", dan Buaya'


def test_a_row_that_cannot_be_parted_costs_no_other() -> None:
    broken = b'"Si ","Kancil"," dan","Buaya"x,\n'
    content = titles(KANCIL) + broken + titles(KANCIL | {"title": "Peta"}, header=False)
    assert [bool(text) for text in words(content)] == [False, True, False]


def test_a_quote_that_is_never_closed_costs_one_row() -> None:
    content = b'judul,penulis\n"Si Kancil,Tini\nPeta,Wulan\nLaut,Ayu\n'
    assert words(content) == ["its quotes do not match", "", ""]


def test_rows_are_refused_in_words() -> None:
    content = b"judul,penulis,usia\n,Tini,\nPeta\nLaut,Ayu,,,\nA,B,9-6\nC,D,,E\n"
    assert words(content) == [
        "it has no title",
        "it has 1 cells where 3 belong: a quote or a separator in a cell?",
        "",
        "ages run from 9 to 6",
        "it has 4 cells where 3 belong: a quote or a separator in a cell?",
    ]


def test_row_numbers_are_those_of_a_spreadsheet() -> None:
    rows = Source("f", b"Daftar buku\n\njudul,penulis\nPeta,Ayu\n\nLaut,Wulan\n").rows()
    assert [row.number for row in rows] == [4, 6]


@pytest.mark.parametrize(
    ("header", "cell", "told"),
    [
        ("Untuk Anak", "ya", {"for_children": True}),
        ("Untuk Anak", "Tidak", {"for_children": False}),
        ("Untuk Anak", "entah", {"for_children": None}),
        ("Usia", "3-6", {"age_from": 3, "age_to": 6}),
        ("Usia", "6+", {"age_from": 6, "age_to": None}),
        ("Usia", "5 s/d 8 tahun", {"age_from": 5, "age_to": 8}),
        ("Jumlah Halaman", "48 hlm", {"pages": 48}),
        ("Deskripsi Fisik", "vi, 24 hal.", {"pages": 24, "collation": "vi, 24 hal."}),
        ("Tahun Terbit", "c1998", {"year": 1998}),
        ("Pengarang", "Tini Rahmat, Ayu Wulan", {"authors": ("Tini Rahmat", "Ayu Wulan")}),
        ("Pengarang", "Homer, Tini Rahmat, Ayu Wulan", {"authors": ("Homer", "Tini Rahmat", "Ayu Wulan")}),
        ("Pengarang", "Rahmat, Tini, S.Pd", {"authors": ("Rahmat, Tini, S.Pd",)}),
        ("Pengarang", "Rahmat, Tini; Wulan", {"authors": ("Rahmat, Tini", "Wulan")}),
        ("Kategori", "Dongeng; Hewan", {"topics": ("Dongeng", "Hewan")}),
        ("ISBN", "9.78602E+12", {"isbn": "9.78602E+12"}),
        ("ISBN", "-", {"isbn": "-"}),
        ("Penerbit", "-", {"publisher": None}),
        ("No. Klas", "398.2", {"ddc": "398.2"}),
    ],
)
def test_a_list_names_its_columns_in_either_language(header: str, cell: str, told: dict[str, object]) -> None:
    title = only_title(f'Judul Buku;{header};penulis2\nSi Kancil;"{cell}";x\n'.encode())
    assert {name: getattr(title, name) for name in told} == told


def test_of_two_isbn_columns_the_right_one_is_taken() -> None:
    title = only_title(b"title,isbn,isbn13\nThe Hunger Games,439023483,9.78043902348e+12\n")
    assert title.isbn == "439023483"


def test_zeros_that_a_spreadsheet_took_are_given_back_where_another_column_has_thirteen_digits() -> None:
    title = only_title(b"title,isbn,isbn13\nTo Kill a Mockingbird,61120081,9.78006112008e+12\n")
    assert title.isbn == "0061120081"


def test_one_row_for_each_copy_makes_one_title() -> None:
    rows = found(b"judul,kode buku\nPeta,P-1\nPeta,P-2\n")
    first, second = (row for row in rows if isinstance(row, TitleRecord))
    assert first.key == second.key
    assert [copy.code for row in (first, second) for copy in row.copies] == ["P-1", "P-2"]


def test_two_books_that_differ_in_a_note_alone_do_not_overwrite_each_other() -> None:
    content = b"judul,catatan\nPeta,satu\nPeta,dua\nPeta,satu\n"
    keys = [row.key for row in found(content) if isinstance(row, TitleRecord)]
    assert keys[1] == f"{keys[0]}-2"
    assert keys[2] == keys[0]


def test_a_workbook_is_read_as_a_list() -> None:
    title = only_title(
        workbook(
            ("Judul", "ISBN", "Tahun", "Kode", "Diterima"),
            ("Peta", 9786020312347.0, 2019, 2266.1, date(2024, 1, 2)),
        )
    )
    assert (title.isbn, title.year, title.copies[0].code) == ("9786020312347", 2019, "2266.1")


@pytest.mark.parametrize(
    "content",
    [b"PK\x03\x04 broken", b"nama;alamat\nA;B\n", b"\x89PNG\r\n\x1a\n\x00\x00", b"satu\ndua\n"],
)
def test_what_is_no_catalogue_is_told(content: bytes) -> None:
    with pytest.raises(CatalogueUnreadable):
        found(content)


@given(st.binary(max_size=300))
def test_no_content_ends_otherwise_than_in_rows_or_words(content: bytes) -> None:
    for start in (b"judul,penulis,isbn\n", titles(KANCIL), b""):
        try:
            found(start + content)
        except CatalogueUnreadable:
            assert start == b"" or b"\x00" in content


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2024-02-23", date(2024, 2, 23)),
        ("2024-02-23 10:00:00", date(2024, 2, 23)),
        ("23/02/2024", date(2024, 2, 23)),
        ("0000-00-00", None),
        ("2024-02-30", None),
        ("", None),
        (" ", None),
    ],
)
def test_a_day_that_does_not_exist_is_none(cell: str, day: date | None) -> None:
    assert cells.day(cell) == day
