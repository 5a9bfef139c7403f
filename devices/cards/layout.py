"""Where the variable fields stand on a card, in millimetres: one TOML file a kind of blank.

A card is ID-1 of ISO/IEC 7810: 85.60 by 53.98 mm. The official artwork is the blank's own and is never drawn.
`docs/card-layout.md` tells every key.
"""

import tomllib
from collections.abc import Iterator
from enum import StrEnum
from importlib.resources import files
from itertools import combinations
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator

from devices.errors import BadLayout

MM_PER_INCH = 25.4
POINTS_PER_INCH = 72

Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=40)]
Millimetres = Annotated[float, Field(gt=0, le=200)]
Size = Annotated[str, StringConstraints(pattern=r"^\d{1,2}(\.\d+)? (pt|mm)$")]
"""Height of letters: `8 pt` or `2.8 mm`."""
_ROUNDING = 0.01
"""Millimetres that are lost when a layout is written with two digits."""


class Weight(StrEnum):
    """How heavy letters are."""

    regular = "regular"
    bold = "bold"


class Align(StrEnum):
    """Where a text stands between the sides of its box."""

    left = "left"
    middle = "middle"
    right = "right"


class Side(StrEnum):
    """The two sides of a card."""

    front = "front"
    back = "back"


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Card(_Table):
    """The blank. The offsets move all that is drawn to the right and down, to adjust one printer."""

    width: Millimetres = 85.60
    height: Millimetres = 53.98
    dpi: int = Field(300, ge=150, le=1200)
    offset_x: float = Field(0, ge=-5, le=5)
    offset_y: float = Field(0, ge=-5, le=5)

    def dots(self, length: float) -> int:
        """Millimetres as dots of the printer."""
        return round(length * self.dpi / MM_PER_INCH)

    def letters(self, size: str) -> int:
        """A size of letters as dots of the printer, at least one."""
        return max(1, self.dots(_millimetres(size)))

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in dots."""
        return self.dots(self.width), self.dots(self.height)


class _Box(_Table):
    value: Name
    x: float = Field(ge=0, description="from the left edge of the card")
    y: float = Field(ge=0, description="from its upper edge")
    width: Millimetres
    height: Millimetres

    def overlaps(self, other: "_Box") -> bool:
        """Whether the two boxes share an area."""
        beside = self.x + self.width <= other.x + _ROUNDING or other.x + other.width <= self.x + _ROUNDING
        above = self.y + self.height <= other.y + _ROUNDING or other.y + other.height <= self.y + _ROUNDING
        return not (beside or above)


class TextBox(_Box):
    """A value in letters: shrunk to fit, then wrapped, then cut with an ellipsis."""

    kind: Literal["text"]
    size: Size
    smallest: Size = Field("5 pt", description="letters shrink no further")
    weight: Weight = Weight.regular
    align: Align = Align.left
    lines: int = Field(1, ge=1, le=9, description="at most")

    @property
    def shrinks_up(self) -> bool:
        """Whether the smallest letters are larger than the largest."""
        return _millimetres(self.smallest) > _millimetres(self.size)


class PhotoBox(_Box):
    """The photo, cropped around its middle to the shape of the box; its `value` is a name for people."""

    kind: Literal["photo"]
    value: Name = "photo"


class QrBox(_Box):
    """A value as a QR code with its quiet zone, as large as whole dots a module allow."""

    kind: Literal["qr"]


Element = Annotated[TextBox | PhotoBox | QrBox, Field(discriminator="kind")]


class Layout(_Table):
    """All that is drawn onto one kind of blank."""

    card: Card = Card()
    front: tuple[Element, ...]
    back: tuple[Element, ...] = ()

    def side(self, side: Side) -> tuple[Element, ...]:
        """What stands on this side."""
        return self.front if side is Side.front else self.back

    @property
    def names(self) -> frozenset[str]:
        """The names of the values that have to be given; the photo is none of them."""
        return frozenset(one.value for one in (*self.front, *self.back) if not isinstance(one, PhotoBox))

    @model_validator(mode="after")
    def _elements_have_their_place(self) -> Self:
        if mistakes := [mistake for side in Side for mistake in self._misplaced(side)]:
            raise ValueError("; ".join(mistakes))
        return self

    def _misplaced(self, side: Side) -> Iterator[str]:
        if side is Side.front and not self.front:
            yield "front: nothing stands on it"
        for element in self.side(side):
            if self._sticks_out(element):
                yield f"{side}: {element.value} does not lie on the card"
            if isinstance(element, TextBox) and element.shrinks_up:
                yield f"{side}: {element.value} has a smallest size above its size"
        for one, other in combinations(self.side(side), 2):
            if one.overlaps(other):
                yield f"{side}: {one.value} overlaps {other.value}"

    def _sticks_out(self, element: _Box) -> bool:
        left, top = element.x + self.card.offset_x, element.y + self.card.offset_y
        right, bottom = left + element.width, top + element.height
        room = (self.card.width + _ROUNDING, self.card.height + _ROUNDING)
        return left < 0 or top < 0 or right > room[0] or bottom > room[1]


def read_layout(path: Path) -> Layout:
    """The layout in this file. Raises BadLayout with every mistake that is in it."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadLayout(path.name, [str(error)]) from None
    return _parse(text, path.name)


def default_layout() -> Layout:
    """The layout that comes with the program: to be measured against the office's own blank."""
    return _parse((files("devices.cards") / "layouts" / "kia.toml").read_text(encoding="utf-8"), "kia.toml")


def _millimetres(size: str) -> float:
    number, unit = size.split()
    return float(number) * (MM_PER_INCH / POINTS_PER_INCH if unit == "pt" else 1)


def _parse(text: str, source: str) -> Layout:
    try:
        return Layout.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise BadLayout(source, [str(error)]) from None
    except ValidationError as error:
        raise BadLayout(source, [_mistake(one["loc"], one["msg"]) for one in error.errors()]) from None


def _mistake(place: tuple[int | str, ...], message: str) -> str:
    """`front 2 size: ...`, counted from 1."""
    key = " ".join(str(part + 1) if isinstance(part, int) else part for part in place)
    return f"{key}: {message}" if key else message
