"""What stands on a sheet of paper, as data: blocks from top to bottom. It knows no queue and no child."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Strokes = tuple[tuple[tuple[int, int], ...], ...]


@dataclass(frozen=True)
class Heading:
    """A line in large letters."""

    text: str


@dataclass(frozen=True)
class Words:
    """A paragraph."""

    text: str
    small: bool = False
    bold: bool = False


@dataclass(frozen=True)
class Facts:
    """Names and values beside one another; an empty value leaves a line to write on."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Bullets:
    """Things to tick by hand, each with a box before it."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class Grid:
    """A table; its head comes again on every page. `widths` are shares of the page."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]


@dataclass(frozen=True)
class Signing:
    """A place to sign, with what was drawn there, in a field of `size` units."""

    title: str
    name: str = ""
    strokes: Strokes = ()
    size: tuple[int, int] = (1000, 400)


@dataclass(frozen=True)
class Signatures:
    """Places to sign beside one another."""

    places: tuple[Signing, ...]


@dataclass(frozen=True)
class Code:
    """A QR code of a text, with its size in millimetres."""

    text: str
    millimetres: float = 34


Block = Heading | Words | Facts | Bullets | Grid | Signatures | Code


@dataclass(frozen=True)
class Sheet:
    """One paper. The title stands in the file's properties, the foot on every page with its number."""

    title: str
    blocks: tuple[Block, ...]
    foot: str
    """With {page} and {pages} to fill in."""
    size: Literal["A4", "A5"] = "A5"
    wide: bool = False
