"""What travels about a person: all that is held about them, and who did what to a file."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from pydantic import Field as Of
from pydantic import JsonValue

from queue_core.foundation.toml_model import Frozen
from queue_core.kia.wire.children import ChildHead, ChildRecord
from queue_core.kia.wire.files import FileHead, Nik
from queue_core.kia.wire.proposals import ProposalHead, ProposedChild
from queue_core.kia.wire.subject import Sealed


class ExportReason(StrEnum):
    """Why everything about a person is told. A closed list: it stands in the ledger."""

    PERSON_ASKS = "person_asks"
    COURT_ORDER = "court_order"
    SUPERVISION = "supervision"


class ExportWish(Sealed):
    """Whose data are to be told, and why."""

    nik: Nik
    reason: ExportReason


class ExportedFile(Sealed):
    """One file with everything that is held about it, by what it is."""

    head: FileHead
    parts: dict[str, JsonValue]


class ListedExport(Sealed):
    """What the list of children without a card holds about the person."""

    head: ChildHead
    record: ChildRecord
    own: ChildRecord | None = Of(None, description="what the office has itself brought, beside a consent")


class ProposedExport(Sealed):
    """What a proposal of the reading corner that waits holds about the person."""

    head: ProposalHead
    record: ProposedChild


class PersonExport(Sealed):
    """All that is held about a person. It is told once, and kept nowhere."""

    office: str
    made_at: datetime
    made_by: str
    reason: ExportReason
    files: tuple[ExportedFile, ...]
    listed: ListedExport | None = None
    proposed: tuple[ProposedExport, ...] = ()


class ActView(Frozen):
    """One act on a file: who, what, when; of a number that was looked at, which one and why."""

    at: datetime
    by: str
    action: str
    state: str
    version: int
    field: str | None = None
    why: str | None = None


class FileHistory(Frozen):
    """Who did what to a file, or looked at a number in it, oldest first. Nothing personal of the family."""

    acts: tuple[ActView, ...]
