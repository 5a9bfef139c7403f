"""Asks for help: at a kiosk, from a ticket's page, or as an officer. What waits is not asked for twice."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import Connection

from queue_core.foundation.identifiers import WriteRequest
from queue_core.tickets.errors import (
    HelpNotOffered,
    TooMuchHelpAsked,
    UnknownHelpKind,
    UnknownHelpRequest,
    UnknownTicket,
)
from queue_core.tickets.rules.assistance import HelpVerb
from queue_core.tickets.service.assistance import apply_verb, asked_with, for_family, view_of
from queue_core.tickets.service.desk import STAFF_ONLY, Act, Desk
from queue_core.tickets.service.views import ticket_with
from queue_core.tickets.store import counter_book, help_book, tables, ticket_book
from queue_core.tickets.wire.assistance import HelpAsked, HelpAskedList, HelpView, NewHelp, WantedHelp


class _Place(NamedTuple):
    ticket_id: int | None = None
    kiosk: str | None = None
    counter: int | None = None


def ask_at_kiosk(desk: Desk, write: WriteRequest, kiosk: str, new: NewHelp) -> HelpAsked:
    """Asks for help at a kiosk, with a ticket or without; asked again while it waits, it is the same request.

    Raises UnknownHelpKind, UnknownTicket, HelpNotOffered or TooMuchHelpAsked.
    """
    _require_known(desk, new)

    def ask(act: Act) -> HelpAsked:
        connection = act.transaction.connection
        if new.ticket is not None:
            return _ask_for_ticket(act, new.kind, _ticket(act, new.ticket), kiosk=kiosk)
        waiting = help_book.open_at_kiosk(connection, desk.office, act.day, kiosk, new.kind)
        return (
            for_family(view_of(connection, desk, waiting))
            if waiting is not None
            else _add(act, new.kind, _Place(kiosk=kiosk))
        )

    return desk.once(write, HelpAsked, ask)


def ask_as_officer(desk: Desk, write: WriteRequest, officer: str, new: NewHelp) -> HelpAsked:
    """Asks a colleague for help, for a ticket or to the officer's own counter.

    Raises UnknownHelpKind, UnknownTicket or HelpNotOffered; HelpNotOffered also without ticket and counter.
    """
    _require_known(desk, new)

    def ask(act: Act) -> HelpAsked:
        counter = counter_book.counter_of(act.transaction.connection, desk.office, officer)
        if new.ticket is not None:
            return _ask_for_ticket(act, new.kind, _ticket(act, new.ticket), counter=counter)
        if counter is None:
            raise HelpNotOffered("Without a ticket and a counter nobody knows where to come.")
        return _add(act, new.kind, _Place(counter=counter))

    return desk.once(write, HelpAsked, ask)


def ask_from_page(desk: Desk, write: WriteRequest, key: str, wanted: WantedHelp) -> HelpAskedList:
    """Asks for help from a ticket's page; one request a kind. What the family waits for now.

    Raises UnknownHelpKind, UnknownTicket, VisitOver, HelpNotOffered or TooMuchHelpAsked.
    """
    _require_known(desk, wanted)

    def ask(act: Act) -> HelpAskedList:
        row = ticket_with(desk, act.transaction.connection, key)
        _ask_for_ticket(act, wanted.kind, row)
        return HelpAskedList(help=asked_with(act.transaction.connection, row.id))

    return desk.once(write, HelpAskedList, ask)


def withdraw_from_page(desk: Desk, write: WriteRequest, key: str, wanted: WantedHelp) -> HelpAskedList:
    """Takes a request back from a ticket's page; none of this kind is no fault.

    Raises UnknownTicket or VisitOver.
    """

    def withdraw(act: Act) -> HelpAskedList:
        row = ticket_with(desk, act.transaction.connection, key)
        for asked in asked_with(act.transaction.connection, row.id):
            if asked.kind == wanted.kind:
                apply_verb(act, asked.id, HelpVerb.WITHDRAW)
        return HelpAskedList(help=asked_with(act.transaction.connection, row.id))

    return desk.once(write, HelpAskedList, withdraw)


def withdraw_at_kiosk(desk: Desk, write: WriteRequest, kiosk: str, request_id: int) -> HelpAsked:
    """Takes back what was asked for at this kiosk. Raises UnknownHelpRequest or HelpNotNow."""

    def withdraw(act: Act) -> HelpAsked:
        _of_kiosk(act.transaction.connection, desk, kiosk, request_id)
        return for_family(apply_verb(act, request_id, HelpVerb.WITHDRAW))

    return desk.once(write, HelpAsked, withdraw)


def read_at_kiosk(desk: Desk, kiosk: str, request_id: int) -> HelpAsked:
    """How far a request is that was asked for at this kiosk. Raises UnknownHelpRequest."""
    return desk.database.read(lambda connection: for_family(_of_kiosk(connection, desk, kiosk, request_id)))


def _require_known(desk: Desk, wanted: WantedHelp) -> None:
    if wanted.kind not in {kind.key for kind in desk.profile.help.kinds}:
        raise UnknownHelpKind(f"There is no help of the kind '{wanted.kind}'.")


def _ticket(act: Act, ticket_id: int) -> tables.TicketRow:
    row = ticket_book.by_id(act.transaction.connection, act.desk.office, ticket_id)
    if row is None:
        raise UnknownTicket
    return row


def _ask_for_ticket(
    act: Act, kind: str, row: tables.TicketRow, *, kiosk: str | None = None, counter: int | None = None
) -> HelpAsked:
    connection = act.transaction.connection
    if row.day != act.day:
        raise HelpNotOffered("The ticket is of another day.")
    for asked in asked_with(connection, row.id):
        if asked.kind == kind:
            return asked
    if help_book.asked_of_ticket(connection, row.id) >= act.desk.profile.help.most_per_ticket:
        raise TooMuchHelpAsked
    return _add(act, kind, _Place(row.id, kiosk, counter))


def _add(act: Act, kind: str, place: _Place) -> HelpAsked:
    request_id = help_book.add_request(
        act.transaction.connection,
        office=act.desk.office,
        day=act.day,
        kind=kind,
        raised_at=act.now,
        **place._asdict(),
    )
    view = view_of(act.transaction.connection, act.desk, request_id)
    act.record("help_raised", help=view, audiences=STAFF_ONLY)
    return for_family(view)


def _of_kiosk(connection: Connection, desk: Desk, kiosk: str, request_id: int) -> HelpView:
    view = view_of(connection, desk, request_id)
    if view.kiosk != kiosk:
        raise UnknownHelpRequest
    return view
