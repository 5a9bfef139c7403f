"""What a printer puts on paper, mark by mark: the words between `reader` and `drawing`."""

from dataclasses import dataclass
from enum import Enum


class Align(Enum):
    """Where a row stands; the values are those of ESC/POS."""

    left = 0
    center = 1
    right = 2


@dataclass(frozen=True)
class Letters:
    """A row's characters of one look; sizes are multiples of a normal character."""

    text: str
    width: int = 1
    height: int = 1
    bold: bool = False


@dataclass(frozen=True)
class Row:
    """One row of text; without letters, an empty one."""

    align: Align
    letters: tuple[Letters, ...] = ()

    @property
    def text(self) -> str:
        """The row as plain words."""
        return "".join(part.text for part in self.letters)


@dataclass(frozen=True)
class QrSymbol:
    """A QR code; `module` is the width of one of its squares in dots, `correction` its level L, M, Q or H."""

    align: Align
    text: str
    module: int
    correction: str


@dataclass(frozen=True)
class Picture:
    """A raster: eight dots a byte, a set bit is black."""

    align: Align
    width: int
    height: int
    dots: bytes


@dataclass(frozen=True)
class Feed:
    """Empty paper, in dots."""

    dots: int


@dataclass(frozen=True)
class Cut:
    """The knife."""


Mark = Row | QrSymbol | Picture | Feed | Cut
