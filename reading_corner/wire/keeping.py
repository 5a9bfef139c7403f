"""What the keeper's pages are told and send: books that are out, who waits, and a title as a form."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from pydantic import BeforeValidator, Field, StringConstraints

from queue_core.foundation.toml_model import Frozen
from reading_corner.rules.doubts import IsbnDoubt
from reading_corner.rules.keeping import Pressing
from reading_corner.rules.shelf import Care, Where
from reading_corner.wire.catalogue import Age, FileName, Label, Line, Names, Short, Text, one_line
from reading_corner.wire.lending import Code

Name = Annotated[str, BeforeValidator(one_line), StringConstraints(min_length=1, max_length=2_000)]
MOST_COPIES = 200


class BookAway(Frozen):
    """A book that is out. `ticket` is its number, None on a card; `day` that of a ticket of before today."""

    copy_code: str
    title: str
    location: str | None
    where: Where
    lent_at: datetime
    pressing: Pressing
    ticket: str | None = None
    day: date | None = None
    due_on: date | None = None


class Waiting(Frozen):
    """One wish for a title: its place in line from 1, and whether a copy is there for it."""

    wish: int
    title: str
    place: int
    ready: bool
    since: datetime


class StruckWish(Frozen):
    """The wish that is taken out of the line."""

    wish: int = Field(ge=1, strict=True)


class TitleWords(Frozen):
    """What the form of a title says. What is empty is empty in the catalogue, too."""

    name: Name
    authors: Names = ()
    age_from: Age = None
    age_to: Age = None
    colour: Label = None
    pages: Annotated[int | None, Field(gt=0, le=32_000)] = None
    for_children: bool | None = Field(default=None, strict=True)
    summary: Text = None
    isbn: Short = None
    cover: FileName = None


WORDS = tuple(TitleWords.model_fields)


class CopyChange(Frozen):
    """How a copy is, and where it stands."""

    code: Code
    care: Care
    location: Line = None


class TitleChange(TitleWords):
    """A title as it shall be. `version` is the one that the form showed; copies not named stay."""

    version: str
    copies: tuple[CopyChange, ...] = Field(default=(), max_length=MOST_COPIES)


class NewCopy(Frozen):
    """Where a new copy stands; its code is the corner's own."""

    location: Line = None


class NewTitle(TitleWords, NewCopy):
    """A title that comes by hand, with one copy."""


class KeptCopy(CopyChange):
    """A copy as it is; `out` while somebody has it."""

    out: bool


class KeptTitle(TitleWords):
    """A title as the form shows it; `version` is another one whenever anything of it has changed."""

    id: int
    version: str
    isbn13: str | None
    isbn_doubt: IsbnDoubt | None
    copies: tuple[KeptCopy, ...]


class GivenIsbn(Frozen):
    """What was typed as ISBN, and of which title: None for a new one."""

    isbn: Annotated[str, StringConstraints(max_length=200)]
    title: int | None = None


class JudgedIsbn(Frozen):
    """The 13 digits, or the doubt; `also` are the names of other titles with the same."""

    isbn13: str | None = None
    doubt: IsbnDoubt | None = None
    also: tuple[str, ...] = ()


class Typed(Frozen):
    """What a keeper looks for: words, a copy's code, an ISBN; in a body, for it may be a card by mistake."""

    typed: Annotated[str, StringConstraints(max_length=300)]


class ShelfCodes(Frozen):
    """The codes of all copies, by which a page without the corner knows a book from anything else."""

    codes: tuple[str, ...]


class CoverKept(Frozen):
    """The name of a cover that is kept, to be sent with its title."""

    cover: str
