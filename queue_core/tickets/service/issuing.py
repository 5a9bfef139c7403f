"""Issues a ticket, and keeps what a kiosk tells of its slip."""

from __future__ import annotations

from typing import NamedTuple

from queue_core.foundation.identifiers import WriteRequest, new_page_key
from queue_core.foundation.profile import Service
from queue_core.tickets import papers
from queue_core.tickets.errors import LaneFull, UnknownReason, UnknownService, UnknownTicket
from queue_core.tickets.rules.life import TicketState
from queue_core.tickets.service.admission import Entry, admit
from queue_core.tickets.service.desk import STAFF_ONLY, Act, Desk
from queue_core.tickets.service.outlook import Newcomer, Outlook, outlook, wire_wait
from queue_core.tickets.service.views import ticket_view
from queue_core.tickets.store import appointment_book, tables, ticket_book
from queue_core.tickets.wire.tickets import IssuedTicket, NewTicket, SlipReport, TicketView


class Wish(NamedTuple):
    """What is wished for as the office has it: the service, and the lane to wait in."""

    service: Service
    lane: str


def issue(desk: Desk, write: WriteRequest, new: NewTicket) -> IssuedTicket:
    """A new ticket, durably written.

    Raises UnknownService, UnknownReason, OutsideHours, QuotaUsedUp, NoNextDayList or LaneFull.
    """
    wish = understand(desk, new)
    return desk.once(write, IssuedTicket, lambda act: _issue(act, wish, new, admit(act, wish.service, new)))


def issue_admitted(act: Act, new: NewTicket, entry: Entry) -> IssuedTicket:
    """A new ticket for a wish that has passed before. Raises UnknownService, UnknownReason or LaneFull."""
    return _issue(act, understand(act.desk, new), new, entry)


def tell_again(act: Act, row: tables.TicketRow) -> IssuedTicket:
    """What was told of a ticket, as things stand now. Raises UnknownService."""
    service = _service(act.desk, row.service)
    connection = act.transaction.connection
    waits = row.state == TicketState.WAITING
    found = outlook(act.desk, connection, row) if waits else Outlook(0, None, None)
    entry = Entry(row.day, row.rank_at, slot_at=appointment_book.slot_of_ticket(connection, row))
    return _told(act.desk, row, ticket_view(row), service, found, entry, again=True)


def require_reason(desk: Desk, reason: str | None) -> None:
    """Raises UnknownReason for a reason that the office does not know."""
    if reason is not None and reason not in {one.key for one in desk.profile.reasons}:
        raise UnknownReason(f"There is no reason '{reason}'.")


def report_slip(desk: Desk, write: WriteRequest, ticket_id: int, report: SlipReport) -> SlipReport:
    """Keeps what became of a slip, so that the staff know. Raises UnknownTicket."""

    def keep(act: Act) -> SlipReport:
        row = ticket_book.by_id(act.transaction.connection, desk.office, ticket_id)
        if row is None:
            raise UnknownTicket
        told = report.model_copy(update={"device": act.actor.removeprefix("device:")})
        act.record("slip_reported", ticket=ticket_view(row), slip=told, audiences=STAFF_ONLY)
        return told

    return desk.once(write, SlipReport, keep)


def understand(desk: Desk, new: NewTicket) -> Wish:
    """The wish as the office has it. Raises UnknownService or UnknownReason."""
    service = _service(desk, new.service)
    require_reason(desk, new.reason)
    return Wish(service, service.lane if new.reason is None else desk.profile.priority_lane.letter)


def _service(desk: Desk, key: str) -> Service:
    service = desk.profile.service(key)
    if service is None:
        raise UnknownService(f"There is no service '{key}'.")
    return service


def _under_a_spare_letter(act: Act, row: tables.TicketRow) -> tables.TicketRow:
    """The ticket under the first spare letter of its lane that has a number left. Raises LaneFull."""
    profile = act.desk.profile
    for letter in profile.lane(row.lane).spare_letters:
        anew = ticket_book.number_anew(act.transaction.connection, row, letter)
        if anew.serial <= profile.queue.last_number:
            return anew
    raise LaneFull(f"Lane {row.lane} has given out its last number today.")


def _issue(act: Act, wish: Wish, new: NewTicket, entry: Entry) -> IssuedTicket:
    desk, connection = act.desk, act.transaction.connection
    newcomer = Newcomer(desk.office, entry.day, entry.rank_at, wish.lane, new.service)
    found = outlook(desk, connection, newcomer)
    row = ticket_book.add_ticket(
        connection,
        office=desk.office,
        day=entry.day,
        lane=wish.lane,
        service=new.service,
        reason=new.reason,
        language=new.language,
        page_key=new_page_key(),
        state=TicketState.WAITING,
        issued_at=act.now,
        rank_at=entry.rank_at,
        children=new.children,
        expected_minutes=None if entry.come_at else found.expected,
    )
    if row.serial > desk.profile.queue.last_number:
        row = _under_a_spare_letter(act, row)
    view = ticket_view(row)
    act.record("ticket_issued", ticket=view)
    return _told(desk, row, view, wish.service, found, entry)


def _told(
    desk: Desk,
    row: tables.TicketRow,
    view: TicketView,
    service: Service,
    found: Outlook,
    entry: Entry,
    *,
    again: bool = False,
) -> IssuedTicket:
    page = f"{desk.public_address}/t/{row.page_key}"
    lines = papers.slip(
        desk.catalogue(row.language),
        desk.profile.office,
        number=view.number,
        service=service.name.get(row.language, service.name["id"]),
        issued_at=row.issued_at,
        ahead=found.ahead,
        wait=found.wait,
        come_at=entry.come_at,
        slot_at=entry.slot_at,
        again=again,
        page=page,
    )
    return IssuedTicket(
        ticket=view,
        ahead=found.ahead,
        wait=wire_wait(None if entry.come_at else found.wait),
        page=page,
        come_at=entry.come_at,
        slot_at=entry.slot_at,
        slip=lines,
    )
