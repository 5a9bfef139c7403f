"""The one shape of everything that is imported: rows, each a record or a refusal in words."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from pydantic import ValidationError

from reading_corner.rules.folding import folded
from reading_corner.rules.readers import Card
from reading_corner.wire.catalogue import CopyRecord, TitleRecord


@dataclass(frozen=True)
class LooseCopy:
    """A copy that names its title; which title that is, the catalogue knows."""

    title: str
    copy: CopyRecord


@dataclass(frozen=True)
class MemberCard:
    """A card of another library, and the last day on which it borrows."""

    card: Card
    expires_on: date


@dataclass(frozen=True)
class Refused:
    """Why a row is left out, in words for whoever keeps the source."""

    words: str


Found = TitleRecord | LooseCopy | MemberCard | Refused


@dataclass(frozen=True)
class Row:
    """What stands in a row. `number` is as a spreadsheet counts; of MARC, the record's place in the file."""

    number: int
    found: Found


Rows = Iterator[Row]


@dataclass
class Keys:
    """Gives the records of one file their keys, the same in every reading of the file.

    Records under one key that say the same are one title, and their copies come together. One that says
    something else gets a key of its own, so that neither overwrites the other.
    """

    _seen: dict[str, list[bytes]] = field(default_factory=dict)

    def keyed(self, record: TitleRecord, own: str = "") -> TitleRecord:
        """The record under its own key, or under one made of what tells it from other books."""
        key = own or _key_of_words(record)
        content = record.model_dump_json(exclude={"key", "copies"}).encode()
        said = hashlib.sha256(content).digest()
        seen = self._seen.setdefault(key, [])
        if said not in seen:
            seen.append(said)
        at = seen.index(said)
        return record.model_copy(update={"key": key if at == 0 else f"{key}-{at + 1}"})


UNKEYED = "unkeyed"
"""Stands in a record until it has its key."""


def _key_of_words(record: TitleRecord) -> str:
    words = [folded(record.name), *map(folded, record.authors)]
    numbers = [record.edition, record.isbn, record.publisher, record.year]
    told = "\x1f".join([*words, *(str(number or "") for number in numbers)])
    return f"text:{hashlib.sha256(told.encode()).hexdigest()[:32]}"


def told(make: Callable[[Mapping[str, Any]], Found], values: Mapping[str, Any]) -> Found:
    """What is made of the values, or why they make nothing."""
    try:
        return make(values)
    except ValidationError as error:
        return Refused("; ".join(_in_words(one["loc"], one["msg"]) for one in error.errors()))
    except ValueError as error:
        return Refused(f"it is damaged: {error}")


def _in_words(place: tuple[int | str, ...], message: str) -> str:
    what = " ".join(str(part).replace("_", " ") for part in place)
    return f"{what}: {message}".removeprefix(": ").replace("Value error, ", "")
