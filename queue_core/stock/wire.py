"""What travels about the stock: its balance, ranges, counts, ribbon. A serial is nothing personal."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from queue_core.foundation.toml_model import Frozen
from queue_core.stock.rules.blanks import BlankState, Difference, SpoilReason
from queue_core.stock.rules.serials import SERIAL

Serial = Annotated[str, StringConstraints(strict=True, pattern=f"^{SERIAL.pattern}$")]
Number = Annotated[int, Field(strict=True, ge=0, le=1_000_000)]


class NewBatch(Frozen):
    """A packet of blanks that has come, by its first and last serial."""

    first: Serial
    last: Serial


class Batch(Frozen):
    """A packet that was received."""

    first: str
    last: str
    number: int


class Spoiling(Frozen):
    """Why a blank of the drawer is none any more."""

    reason: Literal[SpoilReason.DAMAGED, SpoilReason.LOST, SpoilReason.OTHER]


class BlankView(Frozen):
    """Where one blank is by the book."""

    serial: str
    state: BlankState
    reason: SpoilReason | None = None
    asked: SpoilReason | None = Field(None, description="why it is to be written off, once somebody agrees")


class WriteOff(Frozen):
    """A blank of the drawer that somebody asks to write off."""

    serial: str
    reason: SpoilReason
    by: str
    at: datetime


class NewCount(Frozen):
    """What somebody has counted; `reason` only where it is not what the book says."""

    drawer: Number
    printer: Number
    reason: Difference | None = None


class CountView(Frozen):
    """A count beside what the book said then."""

    at: datetime
    by: str
    drawer: int
    printer: int
    book_drawer: int
    book_printer: int
    reason: Difference | None = None


class NewRibbon(Frozen):
    """Rolls of ribbon that have come; for as many cards as the profile says, unless they say otherwise."""

    rolls: Annotated[int, Field(strict=True, ge=1, le=100)]
    cards: Annotated[int, Field(strict=True, ge=1, le=5000)] | None = None


class RibbonView(Frozen):
    """The roll in the printer and those in store."""

    left: int | None = Field(
        description="cards that the roll in the printer is still for; missing without one"
    )
    stored: int = Field(description="rolls")
    days: int | None = Field(description="working days until all of it is used up, at the present rate")
    low: bool


class StockView(Frozen):
    """received = good + spoiled + printer + drawer, and how long the drawer lasts."""

    received: int
    drawer: int
    printer: int
    good: int
    spoiled: int
    spoiled_by: Mapping[SpoilReason, int]
    holds: bool
    per_day: float | None = Field(description="blanks used on a day with use; missing without one")
    days: int | None = Field(description="working days until they run out, at the present rate")
    low: bool
    last_count: CountView | None = None
    ribbon: RibbonView | None = Field(None, description="missing where none was ever received")
    asked: tuple[WriteOff, ...] = Field((), description="blanks to write off that wait for a second person")


class Serials(Frozen):
    """What lies in drawer and printer by the book, as ranges without gaps."""

    drawer: tuple[Batch, ...]
    printer: tuple[Batch, ...]
