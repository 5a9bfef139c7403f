"""Issues a ticket, and keeps what a kiosk tells of its slip."""

from __future__ import annotations

from typing import NamedTuple

from queue_core.foundation.identifiers import WriteRequest, new_page_key
from queue_core.foundation.profile import Service
from queue_core.tickets import papers
from queue_core.tickets.errors import LaneFull, UnknownReason, UnknownService, UnknownTicket
from queue_core.tickets.rules.life import TicketState
from queue_core.tickets.service.admission import admit
from queue_core.tickets.service.desk import STAFF_ONLY, Act, Desk
from queue_core.tickets.service.outlook import outlook, wire_wait
from queue_core.tickets.service.views import ticket_view
from queue_core.tickets.store import tables, ticket_book, wait_book
from queue_core.tickets.wire.tickets import IssuedTicket, NewTicket, SlipReport


class Wish(NamedTuple):
    """What is wished for as the office has it: the service, and the lane to wait in."""

    service: Service
    lane: str


def issue(desk: Desk, write: WriteRequest, new: NewTicket) -> IssuedTicket:
    """A new ticket, durably written.

    Raises UnknownService, UnknownReason, OutsideHours, QuotaUsedUp, NoNextDayList or LaneFull.
    """
    wish = understand(desk, new)
    return desk.once(write, IssuedTicket, lambda act: _issue(act, wish, new))


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
    service = desk.profile.service(new.service)
    if service is None:
        raise UnknownService(f"There is no service '{new.service}'.")
    if new.reason is None:
        return Wish(service, service.lane)
    if new.reason not in {reason.key for reason in desk.profile.reasons}:
        raise UnknownReason(f"There is no reason '{new.reason}'.")
    return Wish(service, desk.profile.priority_lane.letter)


def _under_a_spare_letter(act: Act, row: tables.TicketRow) -> tables.TicketRow:
    """The ticket under the first spare letter of its lane that has a number left. Raises LaneFull."""
    profile = act.desk.profile
    for letter in profile.lane(row.lane).spare_letters:
        anew = ticket_book.number_anew(act.transaction.connection, row, letter)
        if anew.serial <= profile.queue.last_number:
            return anew
    raise LaneFull(f"Lane {row.lane} has given out its last number today.")


def _issue(act: Act, wish: Wish, new: NewTicket) -> IssuedTicket:
    desk, connection = act.desk, act.transaction.connection
    entry = admit(act, wish.service, new)
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
    )
    if row.serial > desk.profile.queue.last_number:
        row = _under_a_spare_letter(act, row)
    view = ticket_view(row)
    act.record("ticket_issued", ticket=view)
    ahead, wait, expected = outlook(desk, connection, row)
    if expected and entry.come_at is None:
        wait_book.keep_expectation(connection, row.id, expected)
    page = f"{desk.public_address}/t/{row.page_key}"
    lines = papers.slip(
        desk.catalogue(new.language),
        desk.profile.office,
        number=view.number,
        service=wish.service.name.get(new.language, wish.service.name["id"]),
        issued_at=act.now,
        ahead=ahead,
        wait=wait,
        come_at=entry.come_at,
        page=page,
    )
    told = wire_wait(None if entry.come_at else wait)
    return IssuedTicket(ticket=view, ahead=ahead, wait=told, page=page, come_at=entry.come_at, slip=lines)
