"""What travels about the children without a card. A head, an import and a count hold nothing personal."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import AwareDatetime, StringConstraints
from pydantic import Field as Of

from queue_core.foundation.toml_model import Frozen
from queue_core.kia.rules.listing import Facts, ListedState, Source
from queue_core.kia.rules.proposals import Purpose
from queue_core.kia.wire.subject import PRINTABLE, Consent, Relation, Sealed, Short, Words
from queue_core.tickets.wire.names import Name

Village = Annotated[str, StringConstraints(strict=True, pattern=r"^\d{2}\.\d{2}\.\d{2}\.\d{4}$")]
ChildName = Annotated[
    str,
    StringConstraints(strict=True, strip_whitespace=True, min_length=1, max_length=200, pattern=PRINTABLE),
]
MOST_ROWS = 200_000
MOST_IN_PART = 100
Row = Annotated[int, Of(ge=0, le=MOST_ROWS, strict=True)]


class GuardianConsent(Consent):
    """Which guardian agreed, when, and to what, where no officer was there."""

    relation: Literal[Relation.FATHER, Relation.MOTHER, Relation.GUARDIAN]
    given_at: AwareDatetime
    purpose: Literal[Purpose.CHILDREN_LIST]


class ChildRecord(Sealed):
    """What the list knows of a child. It is kept sealed."""

    name: ChildName
    nik: Short = ""
    birth_date: date
    mother: Words = ""
    phone: Short = Of("", description="of the family")
    at_school: bool | None = Of(None, strict=True)
    village: Village = Of(description="region code of the village")
    consent: GuardianConsent | Consent | None = Of(None, description="where the family itself told it")

    @property
    def facts(self) -> Facts:
        """What decides whether this child comes onto the list."""
        return Facts(self.name, self.nik, self.birth_date, self.mother, self.village)


class NewChild(ChildRecord):
    """A child that an officer puts onto the list; the family agrees."""

    consent: Consent = Of(description="who agreed that the office keeps this")


class ImportedChild(ChildRecord):
    """A row of an imported file. The office keeps the list by duty: nobody is asked."""

    consent: None = None
    has_card: bool = Of(default=False, strict=True)


class ChildHead(Frozen):
    """Which child of the list it is, and how it stands."""

    id: int
    village: str
    state: ListedState
    source: Source
    by_duty: bool = Of(default=False, description="the office has itself named the child, whoever consents")
    listed_at: datetime
    listed_by: str
    card_at: datetime | None = None
    closed_at: datetime | None = None


class ChildView(Sealed):
    """A child of the list, its numbers masked."""

    head: ChildHead
    record: ChildRecord


class VillageCount(Frozen):
    """So many children of a village are in a state."""

    village: str
    children: int


class ChildList(Sealed):
    """A page of the list, and how many there are in each village."""

    children: tuple[ChildView, ...]
    page: int
    pages: int
    villages: tuple[VillageCount, ...]
    proposed: int = Of(0, description="proposals of the reading corner that are to be checked")


class Closing(Frozen):
    """Why a child leaves the list."""

    why: Literal[ListedState.MOVED_AWAY, ListedState.DIED, ListedState.MARRIED, ListedState.WITHDRAWN]


class FileForChild(Frozen):
    """What is opened for a child of the list: a kind of application, for a ticket or without one."""

    kind: Name
    ticket_id: int | None = Of(None, ge=1, le=2**63 - 1, strict=True)


class NewImport(Frozen):
    """A file that is to be imported, known again by its digest; so many rows."""

    digest: Annotated[str, StringConstraints(strict=True, pattern=r"^[0-9a-f]{64}$")]
    rows: Annotated[int, Of(ge=1, le=MOST_ROWS, strict=True)]


class ImportPart(Sealed):
    """The rows of a file after one row up to another, without those that do not come onto the list."""

    after: Row
    up_to: Row
    children: tuple[ImportedChild, ...] = Of((), max_length=MOST_IN_PART)


class ImportView(Frozen):
    """How far an import is."""

    id: int
    rows: int
    done: int = Of(description="rows that were dealt with: go on after these")
    added: int
    known: int = Of(description="were on the list already")
    given: int = Of(description="were on the list, and have a card now")
    refused: int = Of(description="did not come onto the list; the rest of `done` was never sent")
    started_at: datetime
    started_by: str
    finished_at: datetime | None = None


class OwnershipView(Frozen):
    """So many should have a card, so many have one; None where that is not published."""

    due: int | None
    has: int | None
    percent: Decimal | None = None


class VillageOwnership(OwnershipView):
    """One village."""

    village: str


class MonthOwnership(OwnershipView):
    """The end of one month."""

    month: str


class Coverage(Frozen):
    """Who has a card: by village at the end of a month, and month by month."""

    month: str
    total: OwnershipView
    villages: tuple[VillageOwnership, ...]
    months: tuple[MonthOwnership, ...]
    smallest_told: int | None = Of(None, description="smaller figures are hidden: this may be published")
