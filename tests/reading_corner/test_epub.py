"""An electronic book that is damaged, or made to stop the corner, is told as one that is not there."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from reading_corner.errors import UnknownTitle
from reading_corner.rules.markup import LONGEST_TAG, is_readable
from reading_corner.service import epub
from tests.reading_corner.made_files import make_epub

PICTURE = "OEBPS/pictures/rain.png"
CHAPTER = "OEBPS/text/c0.xhtml"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "hujan.epub"
    make_epub(path)
    return path


def put_in(book: Path, name: str, content: bytes, packing: int = zipfile.ZIP_DEFLATED) -> None:
    """Puts one part of the book in another's place."""
    with zipfile.ZipFile(book) as given:
        parts = {one: given.read(one) for one in given.namelist()} | {name: content}
    with zipfile.ZipFile(book, "w") as made:
        for one, bytes_of_it in parts.items():
            made.writestr(one, bytes_of_it, packing if one == name else zipfile.ZIP_STORED)


@pytest.mark.parametrize("unit", ["<a ", "<a b='", "<a / "])
def test_tags_that_do_not_end_are_not_read(book: Path, unit: str) -> None:
    put_in(book, CHAPTER, (unit * 10_000).encode())
    with pytest.raises(UnknownTitle, match="cannot be read"):
        epub.chapter(book, 0)


def test_a_long_text_and_a_long_tag_are_readable() -> None:
    assert is_readable("kata " * 10_000 + "<p>" + "kata > " * 10_000)
    assert is_readable(f"<img alt='{'x' * (LONGEST_TAG - 20)}'>")
    assert not is_readable("<img alt='" + "x" * LONGEST_TAG)


def test_a_part_that_is_larger_than_it_may_be_is_refused(book: Path) -> None:
    put_in(book, PICTURE, b"\0" * (epub.LARGEST_PART + 1))
    with pytest.raises(UnknownTitle, match="too large"):
        epub.picture(book, PICTURE)


def test_a_part_whose_size_is_a_lie_is_refused(book: Path) -> None:
    size = epub.LARGEST_PART * 8
    put_in(book, PICTURE, b"\0" * size)
    content = book.read_bytes()
    told, small = size.to_bytes(4, "little"), (4).to_bytes(4, "little")
    assert content.count(told) == 2
    book.write_bytes(content.replace(told, small))
    with pytest.raises(UnknownTitle):
        epub.picture(book, PICTURE)


@pytest.mark.parametrize("packing", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_packing_that_epub_does_not_know_is_not_unpacked(book: Path, packing: int) -> None:
    put_in(book, PICTURE, b"\x89PNG", packing)
    with pytest.raises(UnknownTitle, match="cannot be opened"):
        epub.picture(book, PICTURE)


def test_a_stream_that_is_broken_is_damage(book: Path) -> None:
    put_in(book, PICTURE, bytes(range(256)) * 40)
    with zipfile.ZipFile(book) as given:
        start = given.getinfo(PICTURE).header_offset + 30 + len(PICTURE)
    content = bytearray(book.read_bytes())
    content[start : start + 20] = b"\xff" * 20
    book.write_bytes(content)
    with pytest.raises(UnknownTitle, match="cannot be opened"):
        epub.picture(book, PICTURE)


def test_a_book_that_is_open_is_opened_anew_only_when_its_file_has_changed(book: Path) -> None:
    first = epub.open_book(book)
    assert epub.open_book(book) is first
    make_epub(book)
    assert epub.open_book(book) is not first
