"""What travels at the end of a file's way: receiver, signature, telling, papers. A head holds no secret."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field as Of
from pydantic import StringConstraints, model_validator

from queue_core.foundation.toml_model import Frozen
from queue_core.kia.rules.handover import REGISTER_NUMBER, Channel, Due, Proof, ReceiverIs, Signed
from queue_core.kia.rules.pick_up import PickUp
from queue_core.kia.wire.files import FileHead, Version
from queue_core.kia.wire.subject import Sealed, Short, Words

LastFour = Annotated[str, StringConstraints(strict=True, pattern=r"^[0-9A-Za-z]{4}$")]
Scanned = Annotated[str, StringConstraints(strict=True, strip_whitespace=True, min_length=1, max_length=140)]
WIDTH, HEIGHT = 1000, 400
"""The field in which a signature is drawn, in its own units; y grows downwards."""
MOST_STROKES, MOST_POINTS = 100, 400
MOST_IN_ALL = 4000
"""Points of one signature: so many pass every door (`LARGEST_BODY`), and the pages send no more."""
Point = tuple[Annotated[int, Of(ge=0, le=WIDTH)], Annotated[int, Of(ge=0, le=HEIGHT)]]
Stroke = Annotated[tuple[Point, ...], Of(min_length=1, max_length=MOST_POINTS)]


class Receipt(Sealed):
    """Who took it, and what proved that it was the right person. Kept sealed."""

    receiver: Annotated[Words, StringConstraints(min_length=1)]
    relation: ReceiverIs
    relation_word: Short = Of("", description="what an 'other' receiver is")
    proof: Proof
    last_four: LastFour | None = Of(None, description="of the number of the card that was shown")

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if (self.relation is ReceiverIs.OTHER) != bool(self.relation_word):
            raise ValueError("relation_word goes with the relation 'other', and with no other")
        if (self.proof is Proof.PICK_UP_SLIP) != (self.last_four is None):
            raise ValueError("last_four goes with every proof but the pick-up slip")
        return self


class HandOver(Sealed):
    """The file goes to somebody: on which version, to whom, proved how, and how the receipt was signed."""

    version: Version
    receipt: Receipt
    slip: Scanned | None = Of(None, description="the code of the pick-up slip, where that is the proof")
    signed: Signed


class ScannedSlip(Frozen):
    """What was scanned from a pick-up slip."""

    code: Scanned


class NamedPickUp(Frozen):
    """What a family wants to fetch: by what was scanned from its slip, or by its number in the register."""

    code: Scanned | None = None
    number: Annotated[str, StringConstraints(strict=True, pattern=REGISTER_NUMBER)] | None = None

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if (self.code is None) == (self.number is None):
            raise ValueError("either code or number")
        return self


class PickUpView(Frozen):
    """How far it is."""

    standing: PickUp


class SignatureSheet(Frozen):
    """The page on which the receiver signs, once, and until when: on a phone, or by its code at a kiosk."""

    address: str
    code: str
    ends_at: datetime


class SignatureState(StrEnum):
    """How far the page is."""

    OPEN = "open"
    SIGNED = "signed"
    OVER = "over"


class SignaturePage(Frozen):
    """What the page of a signature may know."""

    state: SignatureState


class SignatureCame(Frozen):
    """Whether the signature that was asked for last is there."""

    came: bool


class KeptDrawing(Sealed):
    """A signature as it is kept: each stroke a line through its points."""

    strokes: Annotated[tuple[Stroke, ...], Of(min_length=1, max_length=MOST_STROKES)]


class Drawing(KeptDrawing):
    """A signature as it is sent."""

    @model_validator(mode="after")
    def _passes_the_door(self) -> Self:
        if sum(len(stroke) for stroke in self.strokes) > MOST_IN_ALL:
            raise ValueError(f"at most {MOST_IN_ALL} points in all")
        return self


class NamedSheet(Sealed):
    """A page to sign on, as the receiver names it: by the code that was typed, or the key of its QR."""

    code: Annotated[str, StringConstraints(strict=True, pattern=r"^[0-9]{6}$")] | None = None
    key: Annotated[str, StringConstraints(strict=True, pattern=r"^[0-9a-f]{20}$")] | None = None

    @model_validator(mode="after")
    def _one_of_them(self) -> Self:
        if (self.code is None) == (self.key is None):
            raise ValueError("name either a code or a key")
        return self


class NamedDrawing(Sealed):
    """What was drawn at a kiosk, and on which page."""

    sheet: NamedSheet
    drawing: Drawing


class ToldFamily(Frozen):
    """How the family was told."""

    channel: Channel


class ToldView(Frozen):
    """When and how the family was told last since it was ready."""

    at: datetime
    by: str
    channel: Channel


class ReadyFile(Frozen):
    """One file that waits to be fetched."""

    head: FileHead
    ready_at: datetime
    days: int = Of(description="since it was ready")
    told: ToldView | None = None
    due: Due | None = Of(None, description="why the family is to be told now")


class ReadyFiles(Frozen):
    """What waits to be fetched: whose family is to be told first, then the longest there."""

    files: tuple[ReadyFile, ...]


class FamilyPhone(Sealed):
    """The family's phone, and a link to a message to it where it is a mobile phone's."""

    phone: str
    link: str | None = None


class PaperKind(StrEnum):
    """What is printed of a file."""

    RECEIPT = "receipt"
    MISSING = "missing"
    PICK_UP = "pick_up"


class WantedPaper(Frozen):
    """Which paper of a file, in which language."""

    paper: PaperKind
    language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$")] = "id"


class SpokenWords(Frozen):
    """What is read aloud."""

    language: str
    text: str


class RegisterFormat(StrEnum):
    """As what the register is handed out."""

    PDF = "pdf"
    XLSX = "xlsx"


class WantedRegister(Frozen):
    """Which part of the register, as what."""

    year: Annotated[int, Of(ge=2000, le=2999, strict=True)]
    month: Annotated[int, Of(ge=1, le=12, strict=True)] | None = None
    format: RegisterFormat = RegisterFormat.PDF
    language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$")] = "id"
