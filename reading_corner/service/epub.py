"""Opens an EPUB for the page: its chapters as words and pictures. What it brings to run is left in it."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote

from reading_corner.errors import UnknownTitle
from reading_corner.rules.markup import Block, blocks_of, elements, inside, is_readable

CONTAINER = "META-INF/container.xml"
LARGEST_PART = 8_000_000
"""Bytes of one picture: what a tablet can show."""
LARGEST_TEXT = 1_000_000
"""Bytes of one chapter, or of the book's table of parts."""
OPEN_BOOKS = 16
"""So many books are kept opened, each until its file changes."""
PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""What EPUB allows, and what is unpacked no farther than it is read."""
DAMAGED = (OSError, EOFError, KeyError, zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError)


@dataclass(frozen=True)
class Book:
    """The chapters in their order, and the media types of the pictures by their paths."""

    chapters: tuple[str, ...]
    pictures: Mapping[str, str]


def open_book(path: Path) -> Book:
    """What is in the file. Raises UnknownTitle for one that is no EPUB."""
    try:
        return _opened(path, path.stat().st_mtime_ns)
    except OSError as error:
        raise _damaged(error) from None


@lru_cache(maxsize=OPEN_BOOKS)
def _opened(path: Path, _changed: int) -> Book:
    package = elements(_text(path, CONTAINER), "rootfile")
    if not package:
        raise UnknownTitle("The file holds no book.")
    opf = package[0].get("full-path", "")
    markup = _text(path, opf)
    items = {one.get("id", ""): one for one in elements(markup, "item")}
    spine = [items[ref] for one in elements(markup, "itemref") if (ref := one.get("idref", "")) in items]
    pictures = {
        _path(opf, one): kind
        for one in items.values()
        if (kind := one.get("media-type", "")).startswith("image/")
    }
    return Book(tuple(_path(opf, one) for one in spine), pictures)


def chapter(path: Path, number: int) -> tuple[Block, ...]:
    """The chapter of this number, from 0. Raises UnknownTitle."""
    chapters = open_book(path).chapters
    if not 0 <= number < len(chapters):
        raise UnknownTitle
    return blocks_of(_text(path, chapters[number]), chapters[number])


def picture(path: Path, name: str) -> tuple[bytes, str]:
    """A picture of the book and its media type. Raises UnknownTitle."""
    kind = open_book(path).pictures.get(name)
    if kind is None:
        raise UnknownTitle
    return _part(path, name), kind


def _path(opf: str, item: Mapping[str, str]) -> str:
    return inside(opf, unquote(item.get("href", "")))


def _text(path: Path, name: str) -> str:
    text = _part(path, name, LARGEST_TEXT).decode("utf-8", "replace")
    if not is_readable(text):
        raise UnknownTitle("A part of the book cannot be read: its tags do not end.")
    return text


def _part(path: Path, name: str, largest: int = LARGEST_PART) -> bytes:
    try:
        with zipfile.ZipFile(path) as book:
            content = _unpacked(book, name, largest)
    except DAMAGED as error:
        raise _damaged(error) from None
    if len(content) > largest:
        raise UnknownTitle("A part of the book is too large.")
    return content


def _unpacked(book: zipfile.ZipFile, name: str, largest: int) -> bytes:
    """A part as far as one byte more than the largest; the size that the file tells may be a lie."""
    if book.getinfo(name).compress_type not in PACKINGS:
        raise NotImplementedError
    with book.open(name) as part:
        return part.read(largest + 1)


def _damaged(error: Exception) -> UnknownTitle:
    return UnknownTitle(f"The book cannot be opened: {type(error).__name__}.")
