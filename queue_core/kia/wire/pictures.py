"""What travels about a file's photo and its scanned papers; the pictures themselves travel as bytes."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field as Of
from pydantic import StringConstraints

from queue_core.foundation.toml_model import Frozen
from queue_core.kia.rules.photo import CLOSEST, WHOLE, Colour, Frame, PhotoDoubt
from queue_core.kia.wire.subject import Reason, Sealed

LARGEST_PHOTO = 12 * 2**20
LARGEST_SCAN = 8 * 2**20
"""Bytes."""
LARGEST_VERSION = 2**31
PaperName = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
ScanKind = Literal["image/jpeg", "application/pdf"]


class OnVersion(Frozen):
    """The version of the file that a picture is put upon."""

    version: int = Of(ge=1, le=LARGEST_VERSION)


class PhotoPlace(OnVersion):
    """Which part of the picture is the photo: thousandths of the spare room, and how close."""

    x: int = Of(Frame().x, ge=0, le=WHOLE)
    y: int = Of(Frame().y, ge=0, le=WHOLE)
    zoom: int = Of(WHOLE, ge=WHOLE, le=CLOSEST)

    @property
    def frame(self) -> Frame:
        """The same as the rule understands it."""
        return Frame(self.x, self.y, self.zoom)


class PhotoView(Sealed):
    """How it stands with the photo of a file that leads to a card."""

    needed: bool = Of(description="the card bears one, by the child's age today")
    background: Colour | None = Of(None, description="the colour that is asked for")
    there: bool = False
    doubts: tuple[PhotoDoubt, ...] = Of((), description="those that nobody has accepted")
    accepted: str | None = Of(None, description="why it was accepted in spite of a doubt")
    taken_at: datetime | None = None
    taken_by: str | None = None


class Acceptance(Sealed):
    """Why a photo is good enough although something speaks against it."""

    version: int = Of(ge=1, le=LARGEST_VERSION, strict=True)
    reason: Reason


class ScanPlace(OnVersion):
    """Which paper of the file was scanned."""

    paper: PaperName


class ScanView(Frozen):
    """A scanned paper that is kept."""

    paper: str
    kind: ScanKind
    size: int = Of(description="bytes")
    scanned_at: datetime
    scanned_by: str


class ScanReason(StrEnum):
    """Why a scanned paper is opened. A closed list: it stands in the ledger, where no name may stand."""

    ENTER_IN_SIAK = "enter_in_siak"
    COMPARE_WITH_PAPERS = "compare_with_papers"
    FAMILY_ASKS = "family_asks"
    SUPERVISION = "supervision"


class ScanOpening(Frozen):
    """Which scanned paper is opened, and why."""

    paper: PaperName
    reason: ScanReason
