"""Takes back the latest call, call back, no-show or finish at a counter, for some seconds."""

from __future__ import annotations

from queue_core.foundation.identifiers import WriteRequest
from queue_core.sop.service import clocks
from queue_core.storage import ledger
from queue_core.tickets.errors import NothingToUndo
from queue_core.tickets.rules.life import TicketState, Verb
from queue_core.tickets.service.counters import must_hold, reopen
from queue_core.tickets.service.desk import Act, Desk
from queue_core.tickets.service.moves import ACTION, Move, move_at_counter
from queue_core.tickets.service.undoable import latest_undoable
from queue_core.tickets.service.views import counter_view
from queue_core.tickets.store import tables, ticket_book
from queue_core.tickets.wire.counters import CounterWork
from queue_core.tickets.wire.tickets import TicketView


def undo(desk: Desk, write: WriteRequest, officer: str, number: int) -> CounterWork:
    """Takes the latest move at the counter back, with the end of its clock and the closing that it brought.

    Raises CounterNotOpen, CounterNotYours, OtherCounterHeld, NothingToUndo or NotNow.
    """

    def take_back(act: Act) -> CounterWork:
        connection = act.transaction.connection
        there = ticket_book.at_counter(connection, desk.office, number)
        latest = latest_undoable(desk, connection, number, there)
        if latest is not None and _closed_with(act, latest.row, number, officer):
            reopen(act, officer, number)
        must_hold(act, officer, number)
        if latest is None:
            raise NothingToUndo
        clocks.reopen(act.timing, latest.row.id, latest.row.moved_at)
        return move_at_counter(
            act, number, latest.row.id, TicketState(latest.row.state), _back(act, latest.row)
        )

    return desk.once(write, CounterWork, take_back)


def _closed_with(act: Act, row: tables.TicketRow, number: int, officer: str) -> bool:
    """Whether nobody has the counter since this officer ended the ticket there, and so closed it."""
    if counter_view(act.desk, act.transaction.connection, number).officer is not None:
        return False
    ended = _latest(act, row, Verb(row.last_verb))
    return ended is not None and ended.body["counter"]["officer"] == officer


def _back(act: Act, row: tables.TicketRow) -> Move:
    if row.last_verb != Verb.CALL_BACK:
        return Move(Verb.UNDO)
    before = _set_aside(act, row)
    verb = Verb.NO_SHOW_AGAIN if before.parked_for is None else Verb.PARK_AGAIN
    kept = ("parked_for", "counter", "calls", "called_at")
    changes = {name: getattr(before, name) for name in kept}
    if verb is Verb.NO_SHOW_AGAIN:
        changes["ended_at"] = before.moved_at
    return Move(verb, changes=changes)


def _set_aside(act: Act, row: tables.TicketRow) -> TicketView:
    """The ticket as it was set aside before it was called back.

    The ledger alone remembers it. A ticket is called back on its own day only, so that the row is not far.
    """
    found = _latest(act, row, Verb.PARK, Verb.NO_SHOW)
    if found is None:
        raise NothingToUndo
    return TicketView.model_validate(found.body["ticket"])


def _latest(act: Act, row: tables.TicketRow, *verbs: Verb) -> ledger.LedgerRow | None:
    actions = [ACTION[verb] for verb in verbs]
    return ledger.latest_of_ticket(act.transaction.connection, act.desk.office, row.id, actions)
