"""What the touch page is told, as JSON: the office, its state from second to second, how a visit ended."""

from __future__ import annotations

from datetime import date, datetime

from kiosk.flow import (
    Ending,
    HelpStanding,
    LookStanding,
    PickUpStanding,
    SignStanding,
    Standing,
    refusal_key,
)
from queue_core.feedback.wire import ObjectionPage
from queue_core.foundation.profile import HelpKind, Reason, Service
from queue_core.foundation.toml_model import Frozen
from queue_core.tickets.wire.availability import ServiceAvailability
from queue_core.tickets.wire.office import OfficeView
from queue_core.tickets.wire.tickets import TicketPage, Wait
from queue_core.web.qr import Qr


class PageOffice(Frozen):
    """What the page shows of the office; `free`: no service costs anything.

    `keeps_files`: something may be fetched, and receivers sign here; `collect_service`: the one for it.
    """

    name: str
    zone: str
    languages: tuple[str, ...]
    services: tuple[Service, ...]
    reasons: tuple[Reason, ...]
    help: tuple[HelpKind, ...]
    free: bool
    keeps_files: bool
    collect_service: str | None


class PageState(Frozen):
    """What can be offered right now, and how many wait in each lane (a lane without a wait is left out).

    A service that `offers` leaves out is offered as it is: the core has not told more.
    """

    standing: Standing
    demonstration: bool
    waiting: dict[str, int]
    waits: dict[str, Wait]
    """By lane, of a family that would come now; a lane that no counter serves is left out."""
    served: tuple[str, ...]
    """The numbers that are called, in service or set aside: whose service may be late."""
    today: date | None
    """The office's own day, whatever the clock of this machine says."""
    offers: dict[str, ServiceAvailability]


class PageTicket(Frozen):
    """How taking a ticket ended. `sentence`: where the catalogues may have its title and text."""

    ending: Ending
    sentence: str
    number: str | None = None
    ticket: int | None = None
    """The ticket's id, under which help may be asked for."""
    ahead: int | None = None
    wait: Wait | None = None
    come_at: datetime | None = None
    """When to come: of a number of a later day, or where it is too early now."""
    slot_at: datetime | None = None
    """The beginning of the slot, where an appointment ranks the number."""
    qr: Qr | None = None
    reported: bool = False
    """The core has the report of a slip that failed; whether an officer has read it is not known."""


def unknown_entry() -> PageTicket:
    """What was typed or scanned is nothing that this kiosk knows."""
    return PageTicket(ending=Ending.REFUSED, sentence=refusal_key("unknown-appointment"))


class PageHelp(Frozen):
    """How far help is; `id` names the request for the next question."""

    standing: HelpStanding
    id: int | None = None


class PageLook(Frozen):
    """A ticket that a family named, and what became of its objection; neither unless it was found."""

    standing: LookStanding
    ticket: TicketPage | None = None
    objection: ObjectionPage | None = None


class PagePickUp(Frozen):
    """How far something is that a family came to fetch; of whose it is, nothing."""

    standing: PickUpStanding


class PageSign(Frozen):
    """How far the page is that a receiver named: whose it is and of what, nobody here is told."""

    standing: SignStanding


def page_office(view: OfficeView, languages: frozenset[str]) -> PageOffice:
    """The office for the page, in those of its languages for which there is a catalogue."""
    profile = view.profile
    return PageOffice(
        name=profile.office.name,
        zone=profile.office.timezone,
        languages=tuple(code for code in profile.office.languages if code in languages),
        services=profile.services,
        reasons=profile.reasons,
        help=profile.help.kinds,
        free=all(service.fee == 0 for service in profile.services),
        keeps_files=bool(profile.files.kinds),
        collect_service=profile.files.handover.collect_service,
    )
