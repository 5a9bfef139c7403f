"""Takes objections, lays the evidence out, lets the head of section decide, and keeps what is owed."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime, timedelta

from sqlalchemy import Connection

from queue_core.feedback import store
from queue_core.feedback.errors import AlreadyDecided, OwnService, UnknownObjection
from queue_core.feedback.rules import IllegalRuling, ObjectionState, Ruling, balance, may_decide, rule
from queue_core.feedback.wire import (
    Balances,
    BalanceView,
    Decision,
    ObjectionPage,
    Objections,
    ObjectionView,
    OwedDeliveries,
    OwedDelivery,
)
from queue_core.foundation.identifiers import WriteRequest
from queue_core.sop.rules.clocks import late_by
from queue_core.sop.service.views import evidence
from queue_core.sop.wire import StepView
from queue_core.tickets.errors import UnknownTicket
from queue_core.tickets.rules.numbers import ticket_number
from queue_core.tickets.service.desk import STAFF_ONLY, Act, Desk
from queue_core.tickets.service.views import ticket_view, ticket_with
from queue_core.tickets.store import tables, ticket_book

FAMILY = "family"
ANSWER_READABLE_FOR = timedelta(days=7)
"""So long a family can read on its page what became of its objection."""
DECIDED_SHOWN = 20
ACTION = {Ruling.ACCEPT: "objection_accepted", Ruling.REFUSE: "objection_refused"}
"""What the ledger calls each ruling once it is made."""


def object_from_page(desk: Desk, write: WriteRequest, key: str) -> ObjectionPage:
    """The family objects; asked again, it is the same objection. Raises UnknownTicket or VisitOver."""

    def file(act: Act) -> ObjectionPage:
        row = ticket_with(desk, act.transaction.connection, key)
        return _page(_file(act, row, FAMILY))

    return desk.once(write, ObjectionPage, file)


def object_for_family(desk: Desk, write: WriteRequest, ticket_id: int) -> ObjectionView:
    """An officer objects on behalf of a family. Raises UnknownTicket."""

    def file(act: Act) -> ObjectionView:
        row = ticket_book.by_id(act.transaction.connection, desk.office, ticket_id)
        return _view(act.transaction.connection, _file(act, row, act.actor), act.now)

    return desk.once(write, ObjectionView, file)


def page_objection(desk: Desk, key: str) -> ObjectionPage:
    """What became of the objection of a ticket's page. Raises UnknownTicket or VisitOver."""

    def read(connection: Connection) -> ObjectionPage:
        row = ticket_with(desk, connection, key)
        return _page(store.objection_of_ticket(connection, row.id))

    return desk.database.read(read)


def decide(
    desk: Desk, write: WriteRequest, username: str, objection_id: int, ruling: Ruling, decision: Decision
) -> ObjectionView:
    """Accepts or refuses with a reason; accepted, the officer who served owes a delivery.

    Raises UnknownObjection, AlreadyDecided, or OwnService for one who served the ticket.
    """

    def do(act: Act) -> ObjectionView:
        connection = act.transaction.connection
        row = store.objection_by_id(connection, desk.office, objection_id)
        if row is None:
            raise UnknownObjection
        served_by = _served_by(evidence(connection, row.ticket_id))
        if not may_decide(username, served_by):
            raise OwnService
        state = ObjectionState(row.state)
        values = {"decided_by": username, "decided_at": act.now, "reason": decision.reason}
        row = store.decide(connection, row.id, state, state=_ruled(state, ruling), **values)
        if ruling is Ruling.ACCEPT:
            _owe(act, row, served_by[-1] if served_by else None)
        ticket = ticket_book.by_id(connection, desk.office, row.ticket_id)
        act.record(ACTION[ruling], ticket=ticket_view(ticket), audiences=STAFF_ONLY)
        return _view(connection, row, act.now)

    return desk.once(write, ObjectionView, do)


def objections(desk: Desk) -> Objections:
    """What waits for a decision, and what was decided lately, each with its evidence."""
    now = desk.clock()

    def read(connection: Connection) -> Objections:
        rows = [
            *store.open_objections(connection, desk.office),
            *store.latest_decided(connection, desk.office, DECIDED_SHOWN),
        ]
        return Objections(objections=tuple(_view(connection, row, now) for row in rows))

    return desk.database.read(read)


def is_unsettled(connection: Connection, ticket_id: int, now: datetime) -> bool:
    """Whether the ticket's objection waits for a decision or its answer is new, or a delivery is owed."""
    return store.unsettled(connection, ticket_id, now - ANSWER_READABLE_FOR)


def balances(desk: Desk) -> Balances:
    """How many objections each service met, and how many were right."""
    rows = desk.database.read(lambda connection: store.every_state(connection, desk.office))
    found = balance((row.service, ObjectionState(row.state)) for row in rows)
    return Balances(services=tuple(BalanceView.model_validate(asdict(one)) for one in found))


def owed_deliveries(desk: Desk) -> OwedDeliveries:
    """What the office owes families whose objection was right."""
    rows = desk.database.read(lambda connection: store.owed(connection, desk.office))
    return OwedDeliveries(
        deliveries=tuple(
            OwedDelivery(
                number=row.number, ticket_id=row.ticket_id, officer=row.officer, owed_since=row.owed_since
            )
            for row in rows
        )
    )


def _file(act: Act, ticket: tables.TicketRow | None, by: str) -> store.Row:
    if ticket is None:
        raise UnknownTicket
    connection = act.transaction.connection
    known = store.objection_of_ticket(connection, ticket.id)
    if known is not None:
        return known
    row = store.add_objection(
        connection,
        office=act.desk.office,
        ticket_id=ticket.id,
        number=ticket_number(ticket.lane, ticket.serial),
        service=ticket.service,
        filed_by=by,
        filed_at=act.now,
        state=ObjectionState.OPEN,
    )
    act.record("objection_filed", ticket=ticket_view(ticket), audiences=STAFF_ONLY)
    return row


def _ruled(state: ObjectionState, ruling: Ruling) -> ObjectionState:
    try:
        return rule(state, ruling)
    except IllegalRuling as error:
        raise AlreadyDecided(f"{str(error).capitalize()}.") from None


def _owe(act: Act, row: store.Row, officer: str | None) -> None:
    store.owe(
        act.transaction.connection,
        office=act.desk.office,
        objection_id=row.id,
        ticket_id=row.ticket_id,
        number=row.number,
        officer=officer,
        owed_since=act.now,
    )


def _served_by(steps: tuple[StepView, ...]) -> tuple[str, ...]:
    """Everybody who served the ticket, who ended or began the latest step last."""
    served = [one for step in steps for one in (*step.earlier_officers, step.officer) if one]
    return tuple(dict.fromkeys(reversed(served)))[::-1]


def _page(row: store.Row | None) -> ObjectionPage:
    if row is None:
        return ObjectionPage()
    return ObjectionPage(state=ObjectionState(row.state), reason=row.reason)


def _view(connection: Connection, row: store.Row, now: datetime) -> ObjectionView:
    steps = evidence(connection, row.ticket_id)
    late = max((late_by(step.clock(), now) for step in steps), default=timedelta())
    return ObjectionView(
        id=row.id,
        ticket_id=row.ticket_id,
        number=row.number,
        service=row.service,
        filed_by=row.filed_by,
        filed_at=row.filed_at,
        state=ObjectionState(row.state),
        decided_by=row.decided_by,
        decided_at=row.decided_at,
        reason=row.reason,
        served_by=_served_by(steps),
        late_seconds=late.total_seconds(),
        evidence=steps,
    )
