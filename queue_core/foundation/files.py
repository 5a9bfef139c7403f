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
    replaces: bool = Field(
        default=False, description="takes the place of a card: one that was handed over is no second file"
    )


class CardMaking(Frozen):
    """How the office's cards come about."""

    mode: Literal["overlay", "siak"] = Field(
        "siak",
        description="overlay: the print station draws the variable fields onto the official blank; "
        "siak: the civil registry's client prints",
    )
    printed_by: Literal["office", "agency"] = Field(
        "office", description="agency: on its own blanks; the operator collects the cards there"
    )


class HandingOver(Frozen):
    """How the office keeps what is ready, reminds the family of it, and signs its register."""

    shelf: bool = Field(default=False, description="nothing is ready without its place on the shelf")
    remind_after_days: tuple[int, ...] = Field(
        (), description="days after it was ready on which the family is told again"
    )
    board_days: int = Field(
        7, ge=0, le=366, description="days on which the board shows what is ready, its own counted; 0: never"
    )
    collect_service: Key | None = Field(
        None,
        description="a ticket of it is for fetching what is ready; left out: the family asks at a counter",
    )
    signs_register: Text = Field(
        default_factory=lambda: {"id": "Camat"}, description="who signs the register's page"
    )

    def mistakes(self, services: Collection[str]) -> Iterator[str]:
        """What does not agree with itself, or with the services of the office."""
        days = self.remind_after_days
        if any(day < 1 for day in days) or list(days) != sorted(set(days)):
            yield f"handover of files: remind_after_days {list(days)} does not rise from 1 on"
        if self.collect_service is not None and self.collect_service not in services:
            yield f"handover of files names the unknown service {self.collect_service}"


class PhotoRule(Frozen):
    """The photo on a card."""

    width_mm: int = Field(20, ge=10, le=100)
    height_mm: int = Field(30, ge=10, le=100)
    dpi: int = Field(300, ge=150, le=600)
    background: Literal["by_birth_year", "red", "blue", "white", "any"] = Field(
        "by_birth_year", description="by_birth_year: red for an odd year, blue for an even one"
    )
    from_age: int = Field(5, ge=0, le=17, description="years; a younger child's card bears none")


class Files(Frozen):
    """The files of an office; one that keeps none leaves it out."""

    leap_birthday: Literal["march_1", "february_28"] = Field(
        "march_1", description="the birthday of 29 February in a year without that day"
    )
    card: CardMaking = CardMaking()
    handover: HandingOver = HandingOver()
    smallest_told: int = Field(
        5, ge=2, le=1000, description="figures of fewer children than this are not published"
    )
    keep_years: int = Field(
        5, ge=1, le=100, description="years after its end in which a file still says what it said"
    )
    keep_proposals_days: int = Field(
        30, ge=1, le=365, description="a child that the reading corner proposed is forgotten unconfirmed"
    )
    kinds: tuple[FileKind, ...] = ()
    photo: PhotoRule | None = Field(None, description="left out: no card bears one")
    keep_scans_days: int = Field(
        30, ge=0, le=3650, description="scanned papers are destroyed so long after their file has ended"
    )

    def kind(self, key: str) -> FileKind | None:
        """The kind with this key, if there is one."""
        return next((kind for kind in self.kinds if kind.key == key), None)

    def mistakes(self, services: Collection[str]) -> Iterator[str]:
        """What does not agree with itself, or with the services of the office."""
        if self.card.mode == "overlay" and self.card.printed_by == "agency":
            yield "files.card.mode is overlay, but the agency prints with its own client"
        yield from self.handover.mistakes(services)
        for kind in self.kinds:
            if unknown := set(kind.services) - set(services):
                yield f"kind of file {kind.key} names unknown services {sorted(unknown)}"
            if kind.signed and kind.output == "card":
                yield f"kind of file {kind.key} is signed, but only documents are"
            if kind.registers_birth and kind.output == "document":
                yield f"kind of file {kind.key} registers_birth, but only one that leads to a card does"
            if kind.replaces and kind.output == "document":
                yield f"kind of file {kind.key} replaces, but only one that leads to a card does"
