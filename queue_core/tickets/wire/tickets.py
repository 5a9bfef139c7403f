"""What travels about tickets."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Self

from pydantic import Field, StringConstraints

from queue_core.foundation.toml_model import Frozen
from queue_core.tickets.rules.life import TicketState
from queue_core.tickets.wire.assistance import HelpAsked
from queue_core.tickets.wire.names import LanguageCode, Name


class NewTicket(Frozen):
    """What a family asks for at a kiosk: one ticket, for all of its children."""

    service: Name
    reason: Name | None = None
    language: LanguageCode = "id"
    children: int = Field(default=1, ge=1, le=9, strict=True)
    next_day: bool = Field(default=False, strict=True, description="a place on the list of the next open day")


class SlipLine(Frozen):
    """One line of a slip: its style (heading, huge, text, small, qr, rule) and what it says."""

    style: str
    text: str = ""


class Wait(Frozen):
    """A wait as a range of minutes: half of the families wait no longer than `half`, nine in ten ..."""

    half: int
    nine_in_ten: int


class TicketView(Frozen):
    """A ticket as everybody may see it, numbered within its day.

    `lane` is the letter of its number, `waits_in` the lane whose queue it stands in, `waits_for` the only
    counter that it waits for. `served_at` are the counters that serve what it came for, told where some serve
    only a few services; None: all of its lane. `rank_at` orders it within its lane: the issue, or another
    instant by rule.
    `id`, `service`, `children`, `parked_for` and `moved_at` are for the staff only.
    """

    number: str
    day: date
    lane: str
    state: TicketState
    issued_at: datetime
    rank_at: datetime = Field(default_factory=lambda given: given["issued_at"])
    counter: int | None = None
    calls: int = 0
    called_at: datetime | None = None
    waits_in: str = Field(default_factory=lambda given: given["lane"])
    waits_for: int | None = None
    served_at: tuple[int, ...] | None = None
    id: int | None = None
    service: str | None = None
    children: int | None = None
    parked_for: str | None = None
    moved_at: datetime | None = None

    def for_hall(self) -> Self:
        """The view without what the hall must not know."""
        staff_only = ("id", "service", "children", "parked_for", "moved_at")
        return self.model_copy(update=dict.fromkeys(staff_only))


class IssuedTicket(Frozen):
    """The answer to a family: its ticket, its place, and what stands on the slip."""

    ticket: TicketView
    ahead: int
    wait: Wait | None
    page: str
    come_at: datetime | None = Field(default=None, description="of a number of the next day's list")
    slot_at: datetime | None = Field(default=None, description="of an appointment that ranks it")
    slip: tuple[SlipLine, ...]


class SlipReport(Frozen):
    """What became of a slip, told by the device that printed it."""

    outcome: Annotated[str, StringConstraints(strict=True, pattern=r"^[a-z_]{1,40}$")]
    device: str = ""


class PageKey(Frozen):
    """The key of a ticket's page: for the kiosk at which the family named its number."""

    key: str


class VisitDocuments(Frozen):
    """How many documents of a visit are being made, and how many wait to be fetched.

    `due_at` is when the last of those that are made is owed, missing while a pause keeps it from coming;
    `late`: that instant is over.
    """

    being_made: int
    ready: int
    due_at: datetime | None = None
    late: bool = False


class TicketPage(Frozen):
    """What the family's own page shows; `service` is its public name, `help` what it still waits for.

    `seq` counts what the page was told, without gaps; `place_seq` is the last PlaceNews of its group that is
    in `ahead`, None where it hears none. Both are None for an answer over HTTP, which nothing continues.
    """

    number: str
    service: dict[str, str]
    state: TicketState
    at: datetime
    counter: int | None
    ahead: int
    wait: Wait | None
    calls: int
    come_at: datetime | None = Field(default=None, description="of a number of a later day")
    slot_at: datetime | None = Field(default=None, description="of an appointment that ranks it")
    help: tuple[HelpAsked, ...] = ()
    lapsed: bool = Field(default=False, description="ended with its day")
    late: bool = Field(
        default=False, description="a step, the service or a document took longer than its standard"
    )
    documents: VisitDocuments | None = Field(default=None, description="what the family still gets")
    after_hours: bool = Field(
        default=False, description="closed for the day; a waiting ticket is still served"
    )
    seq: int | None = None
    place_seq: int | None = None
