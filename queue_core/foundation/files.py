"""How a profile states the kinds of application that the office keeps files of, and the way of each."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Literal

from pydantic import Field

from queue_core.foundation.profile_words import Key, Text
from queue_core.foundation.toml_model import Frozen


class FileKind(Frozen):
    """One kind of application: what comes of it, and which steps its way has."""

    key: Key
    name: Text
    services: tuple[Key, ...] = Field(
        min_length=1, description="tickets of these lead to it; the first tells the papers of a file without"
    )
    output: Literal["card", "document"]
    validated: bool = Field(
        default=False, description="the head of section looks at it before it is recorded"
    )
    signed: bool = Field(default=False, description="the camat signs the document")
    registers_birth: bool = Field(
        default=False, description="NIK and birth certificate come of it; the child has none before"
    )


class Files(Frozen):
    """The files of an office; one that keeps none leaves it out."""

    leap_birthday: Literal["march_1", "february_28"] = Field(
        "march_1", description="the birthday of 29 February in a year without that day"
    )
    kinds: tuple[FileKind, ...] = ()

    def kind(self, key: str) -> FileKind | None:
        """The kind with this key, if there is one."""
        return next((kind for kind in self.kinds if kind.key == key), None)

    def mistakes(self, services: Collection[str]) -> Iterator[str]:
        """What does not agree with itself, or with the services of the office."""
        for kind in self.kinds:
            if unknown := set(kind.services) - set(services):
                yield f"kind of file {kind.key} names unknown services {sorted(unknown)}"
            if kind.signed and kind.output == "card":
                yield f"kind of file {kind.key} is signed, but only documents are"
            if kind.registers_birth and kind.output == "document":
                yield f"kind of file {kind.key} registers_birth, but only one that leads to a card does"
