"""Takes back the latest call, no-show or finish at a counter, for some seconds."""

from __future__ import annotations

from queue_core.foundation.identifiers import WriteRequest
from queue_core.sop.service import clocks
from queue_core.tickets.errors import NothingToUndo
from queue_core.tickets.rules.life import TicketState, Verb
from queue_core.tickets.service.counters import must_hold
from queue_core.tickets.service.desk import Act, Desk
from queue_core.tickets.service.moves import Move, move_at_counter
from queue_core.tickets.service.undoable import latest_undoable
from queue_core.tickets.store import ticket_book
from queue_core.tickets.wire.counters import CounterWork


def undo(desk: Desk, write: WriteRequest, officer: str, number: int) -> CounterWork:
    """Takes the latest move at the counter back, the clock that it ended included.

    Raises CounterNotOpen, CounterNotYours, NothingToUndo or NotNow.
    """

    def take_back(act: Act) -> CounterWork:
        must_hold(act, officer, number)
        connection = act.transaction.connection
        there = ticket_book.at_counter(connection, desk.office, number)
        latest = latest_undoable(desk, connection, number, there)
        if latest is None:
            raise NothingToUndo
        clocks.reopen(act.timing, latest.row.id, latest.row.moved_at)
        return move_at_counter(act, number, latest.row.id, TicketState(latest.row.state), Move(Verb.UNDO))

    return desk.once(write, CounterWork, take_back)
