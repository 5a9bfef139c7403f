"""What travels about children whom the reading corner proposes. Nothing of any child comes back to it."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field as Of
from pydantic import StringConstraints

from queue_core.foundation.toml_model import Frozen
from queue_core.kia.rules.listing import ListedState
from queue_core.kia.rules.proposals import ProposalState, StrikeReason
from queue_core.kia.wire.children import ChildRecord, GuardianConsent
from queue_core.kia.wire.subject import Sealed

ProposalKey = Annotated[str, StringConstraints(strict=True, pattern=r"^[0-9a-f]{20}$")]


class ProposedChild(ChildRecord):
    """A child for the list, as its family tells it in the reading corner. It is kept sealed."""

    consent: GuardianConsent = Of(description="which guardian agreed, when, and to what")


class ProposalTaken(Frozen):
    """The office will look at it: the same answer whatever the office knows of the child."""

    key: ProposalKey = Of(description="takes the proposal back; nobody else is told it")
    taken_at: datetime
    kept_until: datetime = Of(description="unless an officer confirms it, it is forgotten then")


class Withdrawal(Frozen):
    """Which proposal is taken back."""

    key: ProposalKey


class Withdrawn(Frozen):
    """It is taken back: the same answer whatever had become of it."""

    withdrawn: Literal[True] = True


class ProposalHead(Frozen):
    """Which proposal it is, and what became of it. Nobody's secret."""

    id: int
    village: str
    state: ProposalState
    proposed_at: datetime
    proposed_by: str = Of(description="the device")
    decided_at: datetime | None = None
    decided_by: str | None = None
    why: StrikeReason | None = None
    child_id: int | None = Of(None, description="the child that came onto the list by it")


class ProposalView(Sealed):
    """A proposal that waits, its numbers masked, and what the list knows of the same child."""

    head: ProposalHead
    record: ProposedChild
    known: ListedState | None = Of(description="how it stands with the child on the list; null: it is new")
    kept_until: datetime


class ProposalList(Sealed):
    """A page of the proposals that wait, the oldest first, and how many there are."""

    proposals: tuple[ProposalView, ...]
    page: int
    pages: int
    waiting: int


class Striking(Frozen):
    """Why a proposal does not come onto the list."""

    why: StrikeReason
