"""What travels about the numbers that a kiosk gives by itself while the core is away."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import AwareDatetime, Field, StringConstraints

from queue_core.foundation.toml_model import Frozen
from queue_core.tickets.wire.tickets import NewTicket

BookId = Annotated[
    str, StringConstraints(strict=True, pattern=r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")
]
"""A kiosk's book, by a UUID. A letter belongs to a book: who lost the book gets another letter."""

Letter = Annotated[str, StringConstraints(strict=True, pattern=r"^[A-Z]$")]


class LetterWish(Frozen):
    """Which book asks for a letter. `letter`: the one that it has; a core put back to an older state may not
    know.
    """

    book: BookId
    letter: Letter | None = None


class OfflineLetter(Frozen):
    """The book's letter (none: there are more kiosks than letters), and the last serial known of it today.

    `at`: when the book was heard, by the core's clock; none of its numbers counts as given before.
    """

    letter: str | None
    last: int = Field(description="0: none today")
    day: date
    at: AwareDatetime


class OfflineTicket(Frozen):
    """A ticket that a kiosk issued by itself. `instead_of`: the request id under which the core was, or may
    have been, asked for the same ticket before.
    """

    book: BookId
    letter: Letter
    serial: int = Field(ge=1, le=999, strict=True)
    page_key: Annotated[str, StringConstraints(strict=True, pattern=r"^[0-9a-f]{20}$")]
    issued_at: AwareDatetime
    instead_of: Annotated[str, StringConstraints(strict=True, pattern=r"^[A-Za-z0-9_-]{8,80}$")]
    wish: NewTicket
