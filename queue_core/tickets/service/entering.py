"""Enters a ticket that a kiosk gave while the core was away: by its time of issue, and once."""

from __future__ import annotations

from pydantic import ValidationError
from sqlalchemy import Connection

from queue_core.foundation.errors import RequestIdReused
from queue_core.foundation.identifiers import WriteRequest
from queue_core.storage import requests
from queue_core.tickets.errors import OfflineLetterNotYours, OfflineNumberTaken
from queue_core.tickets.rules.life import LIVE_STATES, TicketState, Verb
from queue_core.tickets.rules.offline import believed_issue
from queue_core.tickets.service.desk import Act, Desk
from queue_core.tickets.service.issuing import Wish, understand
from queue_core.tickets.service.moves import Move, move_wherever
from queue_core.tickets.service.views import ticket_view
from queue_core.tickets.store import offline_book, tables, ticket_book
from queue_core.tickets.wire.offline import OfflineTicket
from queue_core.tickets.wire.tickets import IssuedTicket, TicketView

SUPERSEDED = "superseded by a number that the kiosk gave itself"
"""The fingerprint under which a request id is used up: no request has it, so that a late one is refused."""
ISSUED_OFFLINE = "issued_offline"
"""Why the core's own ticket is void: its answer was lost, and the kiosk gave the family another number."""
GHOST_STATES = LIVE_STATES - {TicketState.SERVING}
"""A ticket that is being served is in somebody's hands after all; its officer decides."""


def enter(desk: Desk, write: WriteRequest, told: OfflineTicket) -> TicketView:
    """The ticket as it stands in the book now.

    One that has entered before is told again, nothing is written: a kiosk with a full disk asks every second.
    One of a day that is over enters that day's book and lapses. Raises UnknownService, UnknownReason,
    OfflineLetterNotYours, OfflineNumberTaken or RequestIdReused.
    """
    wish = understand(desk, told.wish)
    if known := desk.database.read(lambda connection: _known(desk, connection, told)):
        return known

    def in_turn(act: Act) -> TicketView:
        return _known(desk, act.transaction.connection, told) or _enter(act, wish, told)

    return desk.once(write, TicketView, in_turn)


def _known(desk: Desk, connection: Connection, told: OfflineTicket) -> TicketView | None:
    row = ticket_book.by_page_key(connection, desk.office, told.page_key)
    if row is None:
        return None
    if (row.lane, row.serial) != (told.letter, told.serial):
        raise OfflineNumberTaken("The page belongs to another ticket.")
    return ticket_view(row)


def _enter(act: Act, wish: Wish, told: OfflineTicket) -> TicketView:
    row = _added(act, wish, told)
    view = ticket_view(row)
    act.record("ticket_issued", ticket=view)
    _use_up(act, told.instead_of, view)
    if row.day < act.day:
        return ticket_view(move_wherever(act, row, Move(Verb.LAPSE)))
    return view


def _added(act: Act, wish: Wish, told: OfflineTicket) -> tables.TicketRow:
    desk, connection = act.desk, act.transaction.connection
    letter = offline_book.letter_of_book(connection, desk.office, told.book)
    if letter is None or letter.letter != told.letter:
        raise OfflineLetterNotYours(f"{told.letter} is not the letter of this kiosk's book.")
    issued_at = believed_issue(told.issued_at, letter.heard_at, act.now, desk.profile.office.zone)
    row = offline_book.add_numbered(
        connection,
        office=desk.office,
        day=desk.day(issued_at),
        lane=told.letter,
        serial=told.serial,
        waits_in=wish.lane,
        service=wish.service.key,
        reason=told.wish.reason,
        language=told.wish.language,
        children=told.wish.children,
        page_key=told.page_key,
        state=TicketState.WAITING,
        issued_at=issued_at,
        rank_at=issued_at,
    )
    if row is None:
        raise OfflineNumberTaken(f"{told.letter}{told.serial:03d} is another ticket of that day.")
    return row


def _use_up(act: Act, request_id: str, view: TicketView) -> None:
    """Lets nothing live come of the request that the kiosk gave up: what came of it is void, what still may
    come is refused.
    """
    connection, desk = act.transaction.connection, act.desk
    answer = requests.answer_under(connection, request_id)
    if answer is None:
        used_up = WriteRequest(request_id, SUPERSEDED, act.actor)
        requests.keep_answer(connection, desk.office, used_up, act.now, view)
        return
    twin = _ticket_of(act, answer)
    if twin is not None and twin.state in GHOST_STATES:
        move_wherever(act, twin, Move(Verb.VOID, reason=ISSUED_OFFLINE))


def _ticket_of(act: Act, answer: str) -> tables.TicketRow | None:
    try:
        issued = IssuedTicket.model_validate_json(answer)
    except ValidationError:
        raise RequestIdReused("The request that the number stands for asked for something else.") from None
    if issued.ticket.id is None:
        return None
    return ticket_book.by_id(act.transaction.connection, act.desk.office, issued.ticket.id)
