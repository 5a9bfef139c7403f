"""Reads the words and pictures out of a page of an electronic book, and nothing that runs or leads away."""

from __future__ import annotations

from dataclasses import dataclass
from html.parser import HTMLParser
from posixpath import dirname, join, normpath

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
BREAKS = HEADINGS | {"p", "div", "li", "br", "tr", "td", "blockquote", "section", "body", "figcaption", "hr"}
UNSEEN = frozenset({"script", "style", "head", "title", "template"})
PICTURES = {"img": "src", "image": "xlink:href"}
LONGEST_TAG = 4_000
"""Signs from a < to the next >: the standard library takes quadratic time for a tag that does not end."""
MOST_OPEN = 16
"""So many < before the next >, as a script may have them."""


@dataclass(frozen=True)
class Block:
    """A heading, a paragraph, or a picture by its path in the book."""

    kind: str
    text: str


def is_readable(markup: str) -> bool:
    """Whether every tag ends soon enough for `blocks_of` and `elements` to be quick."""
    return all(
        len(piece) - piece.find("<") <= LONGEST_TAG and piece.count("<") <= MOST_OPEN
        for piece in markup.split(">")
        if "<" in piece
    )


def blocks_of(markup: str, path: str) -> tuple[Block, ...]:
    """What a page shows, in its order; `path` is its own place in the book."""
    reader = _Reader(path)
    reader.feed(markup)
    reader.close()
    reader.end_block()
    return tuple(reader.blocks)


class _Reader(HTMLParser):
    def __init__(self, path: str) -> None:
        super().__init__()
        self.blocks: list[Block] = []
        self._path = path
        self._words: list[str] = []
        self._kind = "text"
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in UNSEEN:
            self._unseen += 1
        if tag in BREAKS:
            self.end_block()
            self._kind = "heading" if tag in HEADINGS else "text"
        if tag in PICTURES:
            self._picture(dict(attrs).get(PICTURES[tag]) or "")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in UNSEEN and self._unseen:
            self._unseen -= 1
        if tag in BREAKS:
            self.end_block()
            self._kind = "text"

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self._words.append(data)

    def end_block(self) -> None:
        """What was gathered becomes a block of its own."""
        text = " ".join("".join(self._words).split())
        self._words = []
        if text:
            self.blocks.append(Block(self._kind, text))

    def _picture(self, source: str) -> None:
        self.end_block()
        if source and ":" not in source:
            self.blocks.append(Block("picture", inside(self._path, source)))


def inside(page: str, link: str) -> str:
    """The path in the book that a link of a page leads to."""
    return normpath(join(dirname(page), link.split("#")[0]))


def elements(markup: str, name: str) -> tuple[dict[str, str], ...]:
    """The attributes of every element of this name, whatever its namespace is called."""
    finder = _Finder(name)
    finder.feed(markup)
    finder.close()
    return tuple(finder.found)


class _Finder(HTMLParser):
    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self.found: list[dict[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag.rpartition(":")[2] == self._name:
            self.found.append({key: value or "" for key, value in attrs})
