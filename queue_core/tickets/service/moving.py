"""Sets a ticket aside, hands it on, calls it back, or ends it without a service."""

from __future__ import annotations

from contextlib import suppress

from queue_core.foundation.identifiers import WriteRequest
from queue_core.foundation.messages import DEFAULT_LANGUAGE
from queue_core.sop.errors import AlreadyPaused, NoClockRunning
from queue_core.sop.service import clocks
from queue_core.tickets.errors import (
    NotNow,
    UnknownCounter,
    UnknownParkReason,
    UnknownService,
    UnknownTicket,
    UnknownVoidReason,
)
from queue_core.tickets.rules.life import AT_COUNTER_STATES, TicketState, Verb
from queue_core.tickets.rules.transfer import lane_after_counter, lane_after_service
from queue_core.tickets.service.counters import must_hold
from queue_core.tickets.service.desk import Act, Desk
from queue_core.tickets.service.moves import Move, move_at_counter, move_wherever
from queue_core.tickets.service.quota_moves import move_place
from queue_core.tickets.service.serving import must_call, ticket_in_hand
from queue_core.tickets.service.views import page_of, ticket_view, ticket_with
from queue_core.tickets.store import tables, ticket_book
from queue_core.tickets.wire.counters import CounterWork
from queue_core.tickets.wire.moving import CallBack, ParkTicket, TransferTicket, VoidTicket
from queue_core.tickets.wire.tickets import TicketPage, TicketView


def park(desk: Desk, write: WriteRequest, officer: str, number: int, why: ParkTicket) -> CounterWork:
    """Sets the ticket at the counter aside; its clocks stand still only for a reason that pauses them.

    Raises UnknownParkReason, CounterNotYours, CounterNotOpen, NothingAtCounter or NotNow.
    """
    reason = next((one for one in desk.profile.park_reasons if one.key == why.reason), None)
    if reason is None:
        raise UnknownParkReason(f"There is no reason '{why.reason}' to park a ticket.")

    def set_aside(act: Act) -> CounterWork:
        row = ticket_in_hand(act, officer, number)
        _must_be_of_today(act, row)
        state = TicketState(row.state)
        if reason.pauses_clocks:
            with suppress(NoClockRunning, AlreadyPaused):
                clocks.pause(act.timing, row.id, reason.name[DEFAULT_LANGUAGE])
        move = Move(Verb.PARK, officer, changes={"parked_for": reason.key})
        return move_at_counter(act, number, row.id, state, move)

    return desk.once(write, CounterWork, set_aside)


def transfer(desk: Desk, write: WriteRequest, officer: str, number: int, to: TransferTicket) -> CounterWork:
    """Lets the ticket wait for another service or another counter; it keeps its number and its rank.

    The other service's quota counts it and does not refuse it.

    Raises UnknownService, UnknownCounter, CounterNotYours, CounterNotOpen, NothingAtCounter or NotNow.
    """
    if to.service is not None and desk.profile.service(to.service) is None:
        raise UnknownService(f"There is no service '{to.service}'.")
    if to.counter is not None and desk.profile.counter(to.counter) is None:
        raise UnknownCounter(f"There is no counter {to.counter}.")

    def hand_on(act: Act) -> CounterWork:
        row = ticket_in_hand(act, officer, number)
        _must_be_of_today(act, row)
        changes = (
            _to_service(act, row, to.service) if to.service else _to_counter(act, row, number, to.counter)
        )
        move = Move(Verb.TRANSFER, officer, changes=changes)
        return move_at_counter(act, number, row.id, TicketState(row.state), move)

    return desk.once(write, CounterWork, hand_on)


def call_back(desk: Desk, write: WriteRequest, officer: str, number: int, which: CallBack) -> CounterWork:
    """Calls a parked ticket, or one that had not come, to the counter.

    Raises UnknownTicket, CounterNotYours, CounterNotOpen, CounterBusy, or NotNow for any other ticket.
    """

    def call(act: Act) -> CounterWork:
        row = _ticket(act, which.ticket_id)
        must_call(act, officer, number)
        _must_be_of_today(act, row)
        return move_at_counter(act, number, row.id, TicketState(row.state), Move(Verb.CALL_BACK, officer))

    return desk.once(write, CounterWork, call)


def return_to_queue(desk: Desk, write: WriteRequest, officer: str, ticket_id: int) -> TicketView:
    """Puts a parked ticket, or one that had not come, back to its place in the queue.

    Raises UnknownTicket, CounterNotYours, CounterNotOpen, or NotNow.
    """

    def put_back(act: Act) -> TicketView:
        row = _in_reach(act, officer, ticket_id)
        _must_be_of_today(act, row)
        return ticket_view(move_wherever(act, row, Move(Verb.RETURN, officer)))

    return desk.once(write, TicketView, put_back)


def cancel(desk: Desk, write: WriteRequest, officer: str, ticket_id: int) -> TicketView:
    """Ends a ticket because its family goes home.

    Raises UnknownTicket, CounterNotYours, CounterNotOpen, or NotNow.
    """

    def end(act: Act) -> TicketView:
        row = _in_reach(act, officer, ticket_id)
        return ticket_view(move_wherever(act, row, Move(Verb.CANCEL, officer)))

    return desk.once(write, TicketView, end)


def make_void(desk: Desk, write: WriteRequest, officer: str, ticket_id: int, why: VoidTicket) -> TicketView:
    """Ends a ticket that should never have been issued.

    Raises UnknownVoidReason, UnknownTicket, CounterNotYours, CounterNotOpen, or NotNow.
    """
    if why.reason not in {reason.key for reason in desk.profile.void_reasons}:
        raise UnknownVoidReason(f"There is no reason '{why.reason}' to make a ticket void.")

    def end(act: Act) -> TicketView:
        row = _in_reach(act, officer, ticket_id)
        return ticket_view(move_wherever(act, row, Move(Verb.VOID, officer, reason=why.reason)))

    return desk.once(write, TicketView, end)


def withdraw(desk: Desk, write: WriteRequest, key: str) -> TicketPage:
    """Ends a ticket by the family's own wish, from its page; one of a day that is over stays as it was.

    Raises UnknownTicket, VisitOver or NotNow.
    """

    def end(act: Act) -> TicketPage:
        connection = act.transaction.connection
        row = ticket_with(desk, connection, key)
        if row.day < act.day:
            raise _of_another_day()
        return page_of(desk, connection, move_wherever(act, row, Move(Verb.WITHDRAW)))

    return desk.once(write, TicketPage, end)


def _ticket(act: Act, ticket_id: int) -> tables.TicketRow:
    row = ticket_book.by_id(act.transaction.connection, act.desk.office, ticket_id)
    if row is None:
        raise UnknownTicket
    return row


def _in_reach(act: Act, officer: str, ticket_id: int) -> tables.TicketRow:
    """A ticket that the officer may move: at no counter, or at their own."""
    row = _ticket(act, ticket_id)
    if row.state in AT_COUNTER_STATES:
        must_hold(act, officer, row.counter)
    return row


def _must_be_of_today(act: Act, row: tables.TicketRow) -> None:
    if row.day != act.day:
        raise _of_another_day()


def _of_another_day() -> NotNow:
    return NotNow("The ticket is of another day.", remedy="Issue a new one.")


def _to_service(act: Act, row: tables.TicketRow, key: str) -> dict[str, object]:
    service = act.desk.profile.service(key)
    if service is None or key == row.service:
        raise NotNow("The ticket is for that service already.")
    move_place(act, row, service)
    lane = lane_after_service(row.waits_in, service.lane, _priority_lanes(act))
    return {"service": key, "waits_in": lane, "waits_for": None}


def _to_counter(act: Act, row: tables.TicketRow, number: int, to: int | None) -> dict[str, object]:
    place = act.desk.profile.counter(to or 0)
    if place is None or to == number:
        raise NotNow("The ticket is at that counter already.")
    lane = lane_after_counter(row.waits_in, place.lanes, _priority_lanes(act))
    if not place.serves(lane, row.service):
        raise NotNow(f"Counter {to} does not take this service.", remedy="Choose another counter.")
    return {"waits_in": lane, "waits_for": to}


def _priority_lanes(act: Act) -> frozenset[str]:
    return frozenset(lane.letter for lane in act.desk.profile.lanes if lane.priority)
