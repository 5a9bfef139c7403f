"""What travels about print orders: heads without anything personal; to a station, what its card says."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Literal, Self

from pydantic import Field as Of
from pydantic import model_validator

from queue_core.foundation.toml_model import Frozen
from queue_core.kia.rules.age import CardKind
from queue_core.kia.rules.nik import Sex
from queue_core.kia.rules.orders import CardWay, OrderState, Outcome, PrinterProblem
from queue_core.kia.wire.subject import Sealed
from queue_core.stock.rules.blanks import SpoilReason
from queue_core.stock.wire import Serial

MOST_AT_ONCE = 100
Version = Annotated[int, Of(ge=1, le=2**31, strict=True)]
Id = Annotated[int, Of(ge=1, le=2**63 - 1, strict=True)]
CardSpoiled = Literal[
    SpoilReason.MISPRINT,
    SpoilReason.JAM,
    SpoilReason.DAMAGED,
    SpoilReason.SWAPPED,
]


class OrderHead(Frozen):
    """Which card is to come out, how far it is, on which blank, and what is in its way."""

    id: int
    file_id: int
    way: CardWay
    state: OrderState
    version: int
    blank: str | None = None
    station: str | None = Of(None, description="which took it last")
    problem: PrinterProblem | None = None
    spoiled_reason: SpoilReason | None = None
    flagged_at: datetime | None = Of(None, description="since when its blank is not where the book says")
    ordered_at: datetime
    ordered_by: str
    loaded_at: datetime | None = None
    sent_at: datetime | None = None
    changed_at: datetime
    changed_by: str


class OrderList(Frozen):
    """Heads of orders, in the order in which their blanks were loaded."""

    orders: tuple[OrderHead, ...]


class FileToPrint(Frozen):
    """A file whose card is ordered, on the version that was read."""

    file_id: Id
    version: Version


class FilesToPrint(Frozen):
    """Files whose cards are ordered together."""

    files: tuple[FileToPrint, ...] = Of(min_length=1, max_length=MOST_AT_ONCE)


class FilesWithoutOrder(Frozen):
    """Files whose card can be ordered, by id."""

    files: tuple[FileToPrint, ...]


class PrintProgress(Frozen):
    """How many cards are how far, from the file that has no order yet to the card that came out."""

    recorded: int = Of(description="files whose card can be ordered")
    waiting: int = 0
    loaded: int = 0
    sending: int = 0
    unknown: int = 0
    printed: int = Of(0, description="that came out and were not scanned back yet")
    flagged: int = 0
    problems: Mapping[PrinterProblem, int] = Of(
        default_factory=dict, description="what keeps the printer, and from how many orders"
    )


class OrderedFile(Frozen):
    """What came of one file: its order, or the cause of the refusal."""

    file_id: int
    order: OrderHead | None = None
    refused: str | None = None


class OrderedFiles(Frozen):
    """What came of each file, in the order in which they were named."""

    files: tuple[OrderedFile, ...]


class Loading(Frozen):
    """Blanks that follow each other from the first serial on, one for each order: all are loaded, or none."""

    orders: tuple[Id, ...] = Of(min_length=1, max_length=MOST_AT_ONCE)
    first: Serial


class Scanned(Frozen):
    """The serial that was read from a blank or a card."""

    serial: Serial


class ScannedBack(Frozen):
    """What came of a scan: the order, and the one that the read blank is bound to when it was another's."""

    order: OrderHead
    right: bool
    other: OrderHead | None = None


class ToldProblem(Frozen):
    """What keeps the printer from an order, or that nothing does any more."""

    problem: PrinterProblem | None = None


class ToldOutcome(Frozen):
    """What became of an order; why, where its card is spoiled."""

    version: Version | None = Of(None, description="that a person saw; a station has the order to itself")
    outcome: Outcome
    reason: CardSpoiled | None = None
    problem: PrinterProblem | None = Of(None, description="what kept the printer from it, where it failed")

    @model_validator(mode="after")
    def _spoiled_for_a_reason(self) -> Self:
        if (self.outcome is Outcome.SPOILED) != (self.reason is not None):
            raise ValueError("a card is spoiled with a reason, and only then")
        if self.problem is not None and self.outcome is not Outcome.FAILED:
            raise ValueError("a problem is told of what failed")
        return self


class CardFace(Sealed):
    """All that a layout may place on a card, in full, for the station that has the order; kept nowhere."""

    order_id: int
    kind: CardKind
    nik: str
    name: str
    birth_place: str
    birth_date: date
    sex: Sex
    religion: str
    citizenship: str
    family_card: str
    head_of_family: str
    birth_certificate: str
    address: str
    village: str = Of(description="its name, or its region code where the profile does not name it")
    issued_on: date
    valid_until: date
    photo: str | None = Of(None, description="a JPEG in base64; missing on the card without one")
