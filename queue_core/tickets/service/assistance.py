"""Reads requests for help, lets one officer take each, tells how long it took: for the staff only."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date

from sqlalchemy import Connection

from queue_core.foundation.identifiers import WriteRequest
from queue_core.tickets.errors import HelpNotNow, UnknownHelpRequest
from queue_core.tickets.rules.assistance import (
    HelpSpan,
    HelpState,
    HelpVerb,
    IllegalHelpMove,
    help_move,
    times_by_kind,
)
from queue_core.tickets.rules.numbers import ticket_number
from queue_core.tickets.service.desk import STAFF_ONLY, Act, Desk
from queue_core.tickets.store import help_book
from queue_core.tickets.wire.assistance import HelpAsked, HelpTimes, HelpView, KindTimesView

ACTION = {
    HelpVerb.TAKE: "help_taken",
    HelpVerb.FINISH: "help_done",
    HelpVerb.WITHDRAW: "help_withdrawn",
}
"""What the ledger calls each verb once it is done."""
STAMP = {HelpVerb.TAKE: "taken_at", HelpVerb.FINISH: "done_at"}
"""The column that keeps when a verb was done."""


def act_on_request(
    desk: Desk, write: WriteRequest, officer: str, request_id: int, verb: HelpVerb
) -> HelpView:
    """Takes, finishes or withdraws a request. Raises UnknownHelpRequest or HelpNotNow."""
    return desk.once(write, HelpView, lambda act: apply_verb(act, request_id, verb, officer))


def read_request(desk: Desk, request_id: int) -> HelpView:
    """A request as the staff see it. Raises UnknownHelpRequest."""
    return desk.database.read(lambda connection: view_of(connection, desk, request_id))


def unfinished(desk: Desk, connection: Connection, day: date) -> tuple[HelpView, ...]:
    """What the staff still have to see to, oldest first."""
    return tuple(_view(row) for row in help_book.unfinished_today(connection, desk.office, day))


def asked_with(connection: Connection, ticket_id: int) -> tuple[HelpAsked, ...]:
    """What the family of a ticket waits for."""
    rows = help_book.of_ticket(connection, ticket_id)
    return tuple(HelpAsked(id=row.id, kind=row.kind, state=HelpState(row.state)) for row in rows)


def times(desk: Desk, first: date | None, last: date | None) -> HelpTimes:
    """How long help took on these days; today's where no day is named."""
    today = desk.day(desk.clock())
    begin, end = first or last or today, last or first or today
    rows = desk.database.read(lambda connection: help_book.of_days(connection, desk.office, begin, end))
    spans = [HelpSpan(row.kind, row.raised_at, row.taken_at, row.done_at) for row in rows]
    kinds = [kind.key for kind in desk.profile.help.kinds]
    told = tuple(KindTimesView.model_validate(asdict(one)) for one in times_by_kind(kinds, spans))
    return HelpTimes(first=begin, last=end, kinds=told)


def apply_verb(act: Act, request_id: int, verb: HelpVerb, officer: str | None = None) -> HelpView:
    """Moves the request by the one table. Raises UnknownHelpRequest or HelpNotNow."""
    connection = act.transaction.connection
    before = view_of(connection, act.desk, request_id)
    try:
        values: dict[str, object] = {"state": help_move(before.state, verb)}
    except IllegalHelpMove:
        raise HelpNotNow(_why_not(before)) from None
    if verb in STAMP:
        values[STAMP[verb]] = act.now
    if verb is HelpVerb.TAKE:
        values["taken_by"] = officer
    if not help_book.compare_and_set(connection, request_id, before.state, **values):
        raise HelpNotNow("The request has changed in the meantime.")
    view = view_of(connection, act.desk, request_id)
    act.record(ACTION[verb], help=view, audiences=STAFF_ONLY)
    return view


def view_of(connection: Connection, desk: Desk, request_id: int) -> HelpView:
    """A request as the staff see it. Raises UnknownHelpRequest."""
    row = help_book.request(connection, desk.office, request_id)
    if row is None:
        raise UnknownHelpRequest
    return _view(row)


def for_family(view: HelpView) -> HelpAsked:
    """A request as the family that asked sees it."""
    return HelpAsked(id=view.id, kind=view.kind, state=view.state)


def _view(row: help_book.HelpRow) -> HelpView:
    return HelpView(
        id=row.id,
        day=row.day,
        kind=row.kind,
        state=HelpState(row.state),
        ticket=None if row.lane is None else ticket_number(row.lane, row.serial),
        kiosk=row.kiosk,
        counter=row.counter,
        raised_at=row.raised_at,
        taken_at=row.taken_at,
        taken_by=row.taken_by,
        done_at=row.done_at,
    )


def _why_not(view: HelpView) -> str:
    return f"{view.taken_by} has taken it." if view.state is HelpState.TAKEN else f"It is {view.state}."
