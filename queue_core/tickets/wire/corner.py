"""What the reading corner tells of its books: which numbers have one, and never which book."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from queue_core.foundation.toml_model import Frozen
from queue_core.tickets.rules.numbers import NUMBER

MOST_NUMBERS = 1000
Number = Annotated[str, StringConstraints(strict=True, pattern=NUMBER)]


class BooksInHand(Frozen):
    """The numbers of today's tickets that have a book: all of them, each time it is told."""

    numbers: tuple[Number, ...] = Field(max_length=MOST_NUMBERS)
