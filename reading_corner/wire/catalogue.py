"""A title as a source tells of it, with its copies; and as the catalogue keeps it.

What a record does not tell is None or empty, and stays as it is in the catalogue. Texts come in as they are
and are cleaned here, once: one line is one line, signs that no file format can carry are left out.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import BeforeValidator, Field, StringConstraints, model_validator

from queue_core.foundation.toml_model import Frozen
from reading_corner.rules.doubts import IsbnDoubt
from reading_corner.rules.shelf import Care

UNCARRIED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\ufeff]"
)
"""Control signs, halves of signs and signs that are none: neither XML nor MARC can hold them."""
EARLIEST, LATEST = 1000, 2200
MOST_NAMES = 200


def clean(text: object) -> object:
    """A text in composed form (Unicode NFC), its lines ending in one way, nothing around it."""
    if not isinstance(text, str):
        return text
    plain = unicodedata.normalize("NFC", UNCARRIED.sub("", text.replace("\r\n", "\n").replace("\r", "\n")))
    return plain.strip() or None


def one_line(text: object) -> object:
    """A clean text of one line, its words parted by single spaces."""
    return " ".join(text.split()) or None if isinstance(text := clean(text), str) else text


def _names(names: object) -> object:
    if not isinstance(names, list | tuple):
        return names
    return tuple(dict.fromkeys(cleaned for name in names if (cleaned := one_line(name)) is not None))


Text = Annotated[Annotated[str, StringConstraints(max_length=32_000)] | None, BeforeValidator(clean)]
Line = Annotated[Annotated[str, StringConstraints(max_length=2_000)] | None, BeforeValidator(one_line)]
Short = Annotated[Annotated[str, StringConstraints(max_length=40)] | None, BeforeValidator(one_line)]
Label = Annotated[Annotated[str, StringConstraints(max_length=20)] | None, BeforeValidator(one_line)]
FileName = Annotated[Annotated[str, StringConstraints(max_length=120)] | None, BeforeValidator(one_line)]
Names = Annotated[
    tuple[Annotated[str, StringConstraints(max_length=500)], ...],
    BeforeValidator(_names),
    Field(max_length=MOST_NAMES),
]
Age = Annotated[int | None, Field(ge=0, le=120)]


class Outcome(StrEnum):
    """What became of a record."""

    CREATED = "created"
    CHANGED = "changed"
    SAME = "same"
    """The catalogue knew all of it; nothing was written."""


class CopyRecord(Frozen):
    """One copy. `kept` is what another system knows of it and the corner does not use."""

    code: Annotated[str, BeforeValidator(one_line), StringConstraints(min_length=1, max_length=40)]
    collection: Line = None
    location: Line = None
    call_number: Line = None
    care: Care | None = None
    received_on: date | None = None
    kept: dict[str, str] = Field(default_factory=dict)


class TitleRecord(Frozen):
    """One title. `key` says which record of which source it is; `isbn` is as it was given."""

    key: Annotated[str, StringConstraints(min_length=1, max_length=120)]
    name: Annotated[str, BeforeValidator(one_line), StringConstraints(min_length=1, max_length=2_000)]
    authors: Names = ()
    topics: Names = ()
    copies: tuple[CopyRecord, ...] = ()
    responsibility: Line = None
    edition: Line = None
    isbn: Short = None
    publisher: Line = None
    year: Annotated[int | None, Field(ge=EARLIEST, le=LATEST)] = None
    place: Line = None
    language: Short = None
    series: Line = None
    gmd: Line = None
    ddc: Short = None
    call_number: Line = None
    colour: Label = None
    age_from: Age = None
    age_to: Age = None
    pages: Annotated[int | None, Field(gt=0, le=32_000)] = None
    collation: Line = None
    summary: Text = None
    notes: Text = None
    cover: FileName = None
    for_children: bool | None = None

    @model_validator(mode="after")
    def _in_order(self) -> TitleRecord:
        if self.age_from is not None and self.age_to is not None and self.age_from > self.age_to:
            raise ValueError(f"ages run from {self.age_from} to {self.age_to}")
        if len({copy.code for copy in self.copies}) < len(self.copies):
            raise ValueError("a copy is named twice")
        return self


class Catalogued(Frozen):
    """A title as the catalogue keeps it: its record whole, and what was made of its ISBN."""

    id: int
    record: TitleRecord
    isbn13: str | None
    isbn_doubt: IsbnDoubt | None
