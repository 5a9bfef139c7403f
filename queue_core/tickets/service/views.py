"""Reads the queue: views of tickets and counters, snapshots, what was missed, a ticket's place."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Connection

from queue_core.foundation.audiences import Audience
from queue_core.sop.rules.clocks import WHOLE
from queue_core.sop.service import views as sop_views
from queue_core.storage import ledger
from queue_core.tickets import papers
from queue_core.tickets.errors import UnknownCounter, UnknownTicket, VisitOver
from queue_core.tickets.rules.counters import CounterState
from queue_core.tickets.rules.life import TicketState, Verb
from queue_core.tickets.rules.numbers import ticket_number
from queue_core.tickets.rules.visit import is_over
from queue_core.tickets.service import assistance, book_of_the_day
from queue_core.tickets.service.admission import is_after_hours, opening_of_a_later_day
from queue_core.tickets.service.desk import Desk, events_of
from queue_core.tickets.service.outlook import Outlook, newcomers, outlook, wire_wait
from queue_core.tickets.service.undoable import latest_undoable
from queue_core.tickets.store import appointment_book, counter_book, emergency_book, tables, ticket_book
from queue_core.tickets.wire.choice import Why
from queue_core.tickets.wire.counters import CounterView, CounterWork
from queue_core.tickets.wire.emergency import EmergencyView
from queue_core.tickets.wire.live import Heartbeat, MissedEvents, ReadyNumbers, Snapshot, calls_kept
from queue_core.tickets.wire.office import OfficeView
from queue_core.tickets.wire.tickets import PageKey, TicketPage, TicketView

EVENTS_AT_ONCE = 500
ToldReady = Callable[[Connection, datetime], ReadyNumbers]
"""What the boards show as ready: told by the room that makes it, which stands above this one."""
NO_OUTLOOK = Outlook(0, None, None)
"""Of a ticket that does not wait."""


def ticket_view(row: tables.TicketRow) -> TicketView:
    """A ticket as the staff see it."""
    return TicketView(
        number=ticket_number(row.lane, row.serial),
        day=row.day,
        lane=row.lane,
        state=TicketState(row.state),
        issued_at=row.issued_at,
        rank_at=row.rank_at,
        counter=row.counter,
        calls=row.calls,
        called_at=row.called_at,
        waits_in=row.waits_in,
        waits_for=row.waits_for,
        id=row.id,
        service=row.service,
        children=row.children,
        parked_for=row.parked_for,
        moved_at=row.moved_at,
    )


def counter_view(desk: Desk, connection: Connection, number: int) -> CounterView:
    """A counter as the staff see it. Raises UnknownCounter for one that the office does not have."""
    place = desk.profile.counter(number)
    if place is None:
        raise UnknownCounter(f"There is no counter {number}.")
    row = counter_book.counter_row(connection, desk.office, number)
    current = ticket_book.at_counter(connection, desk.office, number)
    return CounterView(
        number=number,
        state=CounterState(row.state) if row else CounterState.CLOSED,
        lanes=place.lanes,
        ticket=current and ticket_number(current.lane, current.serial),
        officer=row.officer if row else None,
        away_since=row.away_since if row else None,
        emergency=_emergency(desk, connection, number, row),
    )


def _emergency(
    desk: Desk, connection: Connection, number: int, row: tables.CounterRow | None
) -> EmergencyView | None:
    """The counter's latest call for help; one that was seen stands until the counter changes its state."""
    call = emergency_book.latest(connection, desk.office, number)
    if call is None or (call.seen_at is not None and (row is None or row.since > call.raised_at)):
        return None
    return EmergencyView(
        raised_at=call.raised_at, raised_by=call.raised_by, seen_at=call.seen_at, seen_by=call.seen_by
    )


def counter_work(desk: Desk, connection: Connection, number: int) -> CounterWork:
    """What lies on the counter: its ticket and the clocks of its steps."""
    view = counter_view(desk, connection, number)
    row = ticket_book.at_counter(connection, desk.office, number)
    latest = latest_undoable(desk, connection, number, row)
    undo_until = latest and latest.until
    if row is None:
        return CounterWork(counter=view, undo_until=undo_until)
    clocks = sop_views.visit_clocks(connection, row.id)
    ticket = ticket_view(row)
    return CounterWork(
        counter=view,
        ticket=ticket,
        reason=row.reason,
        why=row.why and Why.model_validate(row.why),
        steps=tuple(clock for clock in clocks if clock.step != WHOLE),
        whole=next((clock for clock in clocks if clock.step == WHOLE), None),
        undo_until=undo_until,
        book=desk.books.has(ticket.day, ticket.number),
    )


def office_view(desk: Desk, *, demonstration: bool) -> OfficeView:
    """What everybody may know of the office, and what a kiosk needs of it while the core is away."""
    office = desk.profile.office
    slips = {
        code: papers.offline_slip(catalogue, office)
        for code, catalogue in desk.catalogues.items()
        if code in office.languages
    }
    return OfficeView(
        profile=desk.profile,
        demonstration=demonstration,
        pages=f"{desk.public_address}/t/",
        offline_slips=slips,
    )


def read_counter_work(desk: Desk, number: int) -> CounterWork:
    """What lies on the counter now."""
    return desk.database.read(lambda connection: counter_work(desk, connection, number))


def heartbeats(desk: Desk, speed: float) -> dict[Audience, Heartbeat]:
    """The head of each audience's sequence, and how long a family would wait that came now.

    The heads are read last and by themselves: a head that events overtake makes its clients start afresh.
    """
    waits = desk.database.read(lambda connection: newcomers(desk, connection))
    heads = desk.database.read(lambda connection: ledger.heads(connection, desk.office))
    now = desk.clock()
    day = desk.day(now)
    return {
        audience: Heartbeat(seq=seq, at=now, day=day, speed=speed, waits=waits)
        for audience, seq in heads.items()
    }


def nothing_ready(_: Connection, _now: datetime) -> ReadyNumbers:
    """Of an office that keeps no files."""
    return ()


def snapshot(
    desk: Desk,
    audience: Audience,
    *,
    speed: float,
    demonstration: bool,
    ready: ToldReady = nothing_ready,
) -> Snapshot:
    """The whole present state for one audience."""
    now = desk.clock()
    day = desk.day(now)

    def read(connection: Connection) -> Snapshot:
        live = ticket_book.live_tickets(connection, desk.office, day)
        kept = calls_kept(len(desk.profile.counters))
        calls = ticket_book.latest_calls(connection, desk.office, day, kept)
        whole = Snapshot(
            seq=ledger.heads(connection, desk.office)[audience],
            at=now,
            day=day,
            speed=speed,
            waits=newcomers(desk, connection),
            demonstration=demonstration,
            tickets=tuple(desk.placed(ticket_view(row)) for row in live),
            counters=tuple(counter_view(desk, connection, place.number) for place in desk.profile.counters),
            calls=tuple(desk.placed(ticket_view(row)) for row in calls),
            help=assistance.unfinished(desk, connection, day),
            ready=ready(connection, now),
            book_of_the_day=book_of_the_day.shown(desk, connection, day),
        )
        return whole if audience is Audience.STAFF else _for_hall(whole)

    return desk.database.read(read)


def missed(desk: Desk, audience: Audience, after: int) -> MissedEvents:
    """The audience's events after a number."""
    rows = desk.database.read(
        lambda connection: ledger.since(connection, desk.office, audience, after, EVENTS_AT_ONCE)
    )
    events = tuple(event for row in rows for _, event in events_of(row))
    return MissedEvents(events=events, more=len(rows) == EVENTS_AT_ONCE)


def ticket_page(desk: Desk, key: str) -> TicketPage:
    """What the family's own page shows. Raises UnknownTicket or VisitOver."""

    def read(connection: Connection) -> TicketPage:
        return page_of(desk, connection, ticket_with(desk, connection, key))

    return desk.database.read(read)


def page_key(desk: Desk, number: str) -> PageKey:
    """The key of the page of today's ticket of this number. Raises UnknownTicket."""
    day, lane, serial = desk.day(desk.clock()), number[0], int(number[1:])
    row = desk.database.read(lambda c: ticket_book.by_number(c, desk.office, day, lane, serial))
    if row is None:
        raise UnknownTicket
    return PageKey(key=row.page_key)


def ticket_with(desk: Desk, connection: Connection, key: str) -> tables.TicketRow:
    """The ticket of a page.

    Raises UnknownTicket, also where the office has its service no longer; VisitOver once its page has ended.
    """
    row = ticket_book.by_page_key(connection, desk.office, key)
    if row is None or desk.profile.service(row.service) is None:
        raise UnknownTicket
    ended_on = row.ended_at and desk.day(row.ended_at)
    now = desk.clock()
    still_open = (ask(connection, row.id, now) for ask in desk.still_open)
    if is_over(row.day, ended_on, desk.day(now), still_open):
        raise VisitOver
    return row


def page_of(desk: Desk, connection: Connection, row: tables.TicketRow) -> TicketPage:
    """What the page of this ticket shows. Raises UnknownTicket where the office has its service no longer."""
    waiting = row.state == TicketState.WAITING
    return page_with(desk, connection, row, outlook(desk, connection, row) if waiting else NO_OUTLOOK)


def page_with(desk: Desk, connection: Connection, row: tables.TicketRow, outlook: Outlook) -> TicketPage:
    """The same for whoever knows the ticket's outlook already."""
    service = desk.profile.service(row.service)
    if service is None:
        raise UnknownTicket
    before, wait, _ = outlook
    now = desk.clock()
    come_at = opening_of_a_later_day(desk, connection, service, row.day)
    was_called = row.called_at is not None
    return TicketPage(
        number=ticket_number(row.lane, row.serial),
        service=service.name,
        state=TicketState(row.state),
        at=now,
        counter=row.counter,
        ahead=before,
        wait=wire_wait(None if come_at else wait),
        calls=row.calls,
        come_at=come_at,
        slot_at=appointment_book.slot_of_ticket(connection, row),
        help=assistance.asked_with(connection, row.id),
        late=was_called and sop_views.is_late(connection, row.id, now),
        documents=desk.documents(connection, row.id, now) if was_called else None,
        lapsed=row.last_verb == Verb.LAPSE,
        after_hours=row.day == desk.day(now) and is_after_hours(desk, connection, service, now),
    )


def _for_hall(whole: Snapshot) -> Snapshot:
    return whole.model_copy(
        update={
            "tickets": tuple(ticket.for_hall() for ticket in whole.tickets),
            "counters": tuple(counter.for_hall() for counter in whole.counters),
            "calls": tuple(call.for_hall() for call in whole.calls),
            "help": (),
        }
    )
