"""What travels about files. A head holds nothing personal: it may stand in the ledger and in kept answers."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field as Of
from pydantic import StringConstraints, model_validator

from queue_core.foundation.toml_model import Frozen
from queue_core.kia.rules.age import CardKind
from queue_core.kia.rules.life import Action, FileState
from queue_core.kia.rules.matching import Sureness, Trait
from queue_core.kia.rules.needs import Bar, Field
from queue_core.kia.rules.nik import Doubt, Fault
from queue_core.kia.wire.orders import OrderHead
from queue_core.kia.wire.pictures import PhotoView, ScanView
from queue_core.kia.wire.subject import Draft, Numbered, Reason, Sealed, Words
from queue_core.sop.wire import StepView
from queue_core.tickets.wire.names import Name

LARGEST_VERSION = 2**31
UserName = Annotated[str, StringConstraints(strict=True, min_length=1, max_length=40)]
Shelf = Annotated[str, StringConstraints(strict=True, pattern=r"^[A-Za-z0-9][A-Za-z0-9./-]{0,11}$")]
"""A place such as A-12: too short for a number that is somebody's, and without spaces."""
Version = Annotated[int, Of(ge=1, le=LARGEST_VERSION, strict=True)]


class AskedView(Frozen):
    """What somebody wants done that takes two people."""

    action: Action
    by: str
    at: datetime


class HeldView(Frozen):
    """In whose hands the file is, and since when."""

    by: str
    since: datetime


MOST_LISTED = 100
"""So many files a list tells at most."""


class ClockView(Frozen):
    """The file's own clock: by when the office owes the document, and when it was ready.

    `near_at` and `due_at` are missing while a pause keeps them from coming.
    """

    started_at: datetime
    near_at: datetime | None = None
    due_at: datetime | None
    ended_at: datetime | None = None

    def is_late(self, now: datetime) -> bool:
        """Whether the document is later, or came later, than the standard grants."""
        return self.due_at is not None and (self.ended_at or now) > self.due_at

    def is_near(self, now: datetime) -> bool:
        """Whether most of the time is used up, and the document is not ready yet."""
        return self.ended_at is None and self.near_at is not None and now >= self.near_at


class FileHead(Frozen):
    """Which file it is, how far it is, and who did what last."""

    id: int
    kind: str
    service: str
    ticket_id: int | None = None
    ticket: str | None = Of(None, description="the number that the family was called by")
    state: FileState
    version: int
    opened_at: datetime
    opened_by: str
    changed_at: datetime
    changed_by: str
    moved_at: datetime
    moved_by: str
    last_action: Action | None = None
    asked: AskedView | None = None
    held: HeldView | None = None
    register_number: str | None = Of(None, description="in the office's register, once it was ready")
    shelf: str | None = Of(None, description="where it lies until it is fetched")
    clock: ClockView | None = Of(None, description="from the event that its standard names until it is ready")
    erased_at: datetime | None = Of(None, description="since when nothing is left of what it said")


class FileList(Frozen):
    """Heads of files."""

    files: tuple[FileHead, ...]


class PaperView(Frozen):
    """One paper that the file needs, and whether it is there."""

    name: dict[str, str]
    there: bool


class NumberDoubt(Frozen):
    """What speaks against a number and was not explained yet."""

    about: Numbered
    doubt: Doubt


class NumberFault(Frozen):
    """Why a number cannot be one."""

    about: Numbered
    fault: Fault


class ToldApart(Sealed):
    """Who has decided that two files are of two children, and why."""

    by: str
    at: datetime
    reason: str


class AlikeFile(Sealed):
    """Another file that may be of the same child, what is alike, and what was decided about it."""

    head: FileHead
    sureness: Sureness
    traits: tuple[Trait, ...]
    told_apart: ToldApart | None = None


class FileView(Sealed):
    """A whole file, its numbers masked: what it says, what it lacks, what the reader may do with it."""

    head: FileHead
    draft: Draft
    papers: tuple[PaperView, ...] = ()
    photo: PhotoView | None = Of(None, description="none where no photo belongs to the file")
    scans: tuple[ScanView, ...] = ()
    missing: tuple[Field, ...] = ()
    doubts: tuple[NumberDoubt, ...] = ()
    faults: tuple[NumberFault, ...] = ()
    alike: tuple[AlikeFile, ...] = Of((), description="other files that may be of the same child")
    bar: Bar | None = None
    card: CardKind | None = None
    valid_until: date | None = None
    reason: str | None = Of(None, description="why the latest move was made or asked for")
    clocks: tuple[StepView, ...] = Of((), description="every clock that the file had, in order")
    order: OrderHead | None = Of(None, description="the print order of its card that has not ended")
    actions: tuple[Action, ...] = ()


class NewFile(Frozen):
    """What is opened: a kind of application, for a ticket or without one."""

    kind: Name
    ticket_id: int | None = Of(None, ge=1, le=2**63 - 1, strict=True)


class WrittenDraft(Sealed):
    """The whole draft, and the version that it was written upon."""

    version: Version
    draft: Draft


class Hold(Frozen):
    """Takes a file that nobody holds, or out of the hands of the one who is named."""

    from_holder: UserName | None = None


class AskedMove(Sealed):
    """What is to be done to a file, on which version, and why."""

    action: Action
    version: Version
    reason: Reason | None = None
    shelf: Shelf | None = Of(None, description="where it lies, once it is made ready")

    @model_validator(mode="after")
    def _shelf_for_ready(self) -> Self:
        if self.shelf is not None and self.action is not Action.MAKE_READY:
            raise ValueError("a place on the shelf goes with make_ready alone")
        return self


class Agreement(Frozen):
    """Somebody else agrees to what was asked for, on this version."""

    version: Version


class Refusal(Sealed):
    """What was asked for is not done."""

    version: Version
    reason: Reason | None = None


class OtherChild(Sealed):
    """The other file is of another child, and why."""

    version: Version
    other: Annotated[int, Of(ge=1, le=2**63 - 1, strict=True)]
    reason: Reason


class RevealReason(StrEnum):
    """Why a number is looked at in full. A closed list: it stands in the ledger, where no name may stand."""

    ENTER_IN_SIAK = "enter_in_siak"
    COMPARE_WITH_PAPERS = "compare_with_papers"
    PHONE_THE_FAMILY = "phone_the_family"
    FAMILY_ASKS = "family_asks"
    SUPERVISION = "supervision"


class Revealing(Frozen):
    """Which number is to be shown in full, and why."""

    field: Field
    reason: RevealReason


class Revealed(Sealed):
    """A number in full. It is told once, and kept nowhere."""

    field: Field
    value: str


Nik = Annotated[str, StringConstraints(strict=True, pattern=r"^[0-9]{16}$")]


class FileSearch(Sealed):
    """The files of whoever has this NIK, or of children called like this."""

    nik: Nik | None = None
    name: Annotated[Words, StringConstraints(min_length=2)] | None = None

    @model_validator(mode="after")
    def _one_of_them(self) -> Self:
        if (self.nik is None) == (self.name is None):
            raise ValueError("name either a nik or a name")
        return self
