"""Opens an EPUB for the page: its chapters as words and pictures. What it brings to run is left in it."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from reading_corner.errors import UnknownTitle
from reading_corner.rules.markup import Block, blocks_of, elements, inside

CONTAINER = "META-INF/container.xml"
LARGEST_PART = 8_000_000
"""Bytes of one chapter or picture: what a tablet can show."""


@dataclass(frozen=True)
class Book:
    """The chapters in their order, and the media types of the pictures by their paths."""

    chapters: tuple[str, ...]
    pictures: Mapping[str, str]


def open_book(path: Path) -> Book:
    """What is in the file. Raises UnknownTitle for one that is no EPUB."""
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
    return _part(path, name).decode("utf-8", "replace")


def _part(path: Path, name: str) -> bytes:
    try:
        with zipfile.ZipFile(path) as book:
            if book.getinfo(name).file_size > LARGEST_PART:
                raise UnknownTitle("A part of the book is too large.")
            return book.read(name)
    except (OSError, KeyError, zipfile.BadZipFile, RuntimeError, NotImplementedError) as error:
        raise UnknownTitle(f"The book cannot be opened: {type(error).__name__}.") from None
