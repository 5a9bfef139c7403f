"""What the reading corner tells: which numbers have a book, and never which; the book of the day."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints

from queue_core.foundation.toml_model import Frozen
from queue_core.tickets.rules.numbers import NUMBER

MOST_NUMBERS = 1000
Number = Annotated[str, StringConstraints(strict=True, pattern=NUMBER)]
Words = Annotated[str, StringConstraints(strict=True, min_length=1, max_length=200)]
SIGN = "[A-Za-z0-9+/]"
PICTURE = rf"^data:image/(webp|svg\+xml);base64,({SIGN}{{4}})+({SIGN}{{2}}==|{SIGN}{{3}}=)?$"
LONGEST_PICTURE = 12_000
"""Signs of a cover: every board and kiosk gets it with its snapshot."""


class BooksInHand(Frozen):
    """The numbers of today's tickets that have a book: all of them, each time it is told."""

    numbers: tuple[Number, ...] = Field(max_length=MOST_NUMBERS)


class Colour(StrEnum):
    """The colours of shelves: a board has a word for each."""

    RED = "red"
    ORANGE = "orange"
    YELLOW = "yellow"
    GREEN = "green"
    BLUE = "blue"
    PURPLE = "purple"
    PINK = "pink"
    BROWN = "brown"
    WHITE = "white"
    BLACK = "black"


class ColouredShelf(Frozen):
    """A shelf by its colour, and how that is painted."""

    colour: Colour
    paint: str = Field(pattern="^#[0-9a-f]{6}$")


class BookOfTheDay(Frozen):
    """A title for children, as everybody in the hall may see it. It leads to no reader."""

    name: Words
    authors: tuple[Words, ...] = Field((), max_length=3)
    shelf: ColouredShelf | None = None
    cover: str | None = Field(None, pattern=PICTURE, max_length=LONGEST_PICTURE)


class ShownBook(Frozen):
    """What the boards show today; null: no book."""

    book: BookOfTheDay | None
