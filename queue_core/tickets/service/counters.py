"""Takes, rests and closes counters."""

from __future__ import annotations

from queue_core.foundation.identifiers import WriteRequest
from queue_core.sop.service import clocks
from queue_core.tickets.errors import (
    CounterBusy,
    CounterChanged,
    CounterNotOpen,
    CounterNotYours,
    OtherCounterHeld,
)
from queue_core.tickets.rules.attendance import Attendance
from queue_core.tickets.rules.counters import (
    CounterState,
    CounterVerb,
    IllegalCounterMove,
    move_counter,
    settled,
)
from queue_core.tickets.rules.life import TicketState
from queue_core.tickets.service.desk import Act, Desk
from queue_core.tickets.service.views import counter_view, counter_work
from queue_core.tickets.store import counter_book, ticket_book
from queue_core.tickets.wire.counters import CounterView, CounterWork

ACTION = {
    CounterState.OPEN: "counter_opened",
    CounterState.ON_BREAK: "counter_on_break",
    CounterState.CLOSING: "counter_closing",
    CounterState.CLOSED: "counter_closed",
}
"""What the ledger says when a counter comes to a state."""


def take(desk: Desk, write: WriteRequest, officer: str, number: int, *, may_take_over: bool) -> CounterWork:
    """Opens the counter for this officer, with whatever ticket is at it; ends a break or its closing, too.

    Raises UnknownCounter, CounterNotYours when another officer has it (unless `may_take_over`), or
    OtherCounterHeld.
    """

    def open_it(act: Act) -> CounterWork:
        connection = act.transaction.connection
        view = counter_view(desk, connection, number)
        if view.officer not in (None, officer) and not may_take_over:
            raise CounterNotYours(f"Counter {number} is held by {view.officer}.")
        _must_hold_no_other(act, officer, number)
        _take_over_service(act, number, officer)
        return _set(act, view, _moved(view, CounterVerb.OPEN), officer)

    return desk.once(write, CounterWork, open_it)


def reopen(act: Act, officer: str, number: int) -> None:
    """A counter that closed with its ticket's end is closing again: the end is taken back.

    Raises OtherCounterHeld, or CounterNotOpen when it is not closed.
    """
    _must_hold_no_other(act, officer, number)
    view = counter_view(act.desk, act.transaction.connection, number)
    _set(act, view, _moved(view, CounterVerb.UNDO), officer)


def _must_hold_no_other(act: Act, officer: str, number: int) -> None:
    held = counter_book.counter_of(act.transaction.connection, act.desk.office, officer)
    if held not in (None, number):
        raise OtherCounterHeld(f"You still have counter {held}.")


def _take_over_service(act: Act, number: int, officer: str) -> None:
    """Whoever takes over a counter in mid-service answers for the service from then on."""
    ticket = ticket_book.at_counter(act.transaction.connection, act.desk.office, number)
    if ticket is not None and ticket.state == TicketState.SERVING:
        clocks.hand_over(act.timing, ticket.id, officer)


def rest(desk: Desk, write: WriteRequest, officer: str, number: int) -> CounterWork:
    """Begins a break. Raises CounterNotOpen, CounterNotYours or CounterBusy."""

    def begin_break(act: Act) -> CounterWork:
        view = must_hold(act, officer, number)
        resting = _moved(view, CounterVerb.BREAK)
        if view.ticket is not None:
            raise CounterBusy(f"{view.ticket} is still at counter {number}.")
        return _set(act, view, resting, officer)

    return desk.once(write, CounterWork, begin_break)


def close(desk: Desk, write: WriteRequest, officer: str, number: int) -> CounterWork:
    """Gives the counter back: at once, or when the ticket that is there has come to its end.

    Raises CounterNotOpen or CounterNotYours.
    """

    def close_it(act: Act) -> CounterWork:
        return begin_closing(act, must_hold(act, officer, number))

    return desk.once(write, CounterWork, close_it)


def begin_closing(act: Act, view: CounterView) -> CounterWork:
    """Calls nobody any more; closes at once when no ticket is there. Raises CounterNotOpen."""
    closing = _moved(view, CounterVerb.CLOSE)
    return _set(act, view, settled(closing, busy=view.ticket is not None), view.officer)


def must_hold(act: Act, officer: str, number: int) -> CounterView:
    """The officer's own counter. Whoever acts is there: the hold for one who was gone begins anew.

    Raises CounterNotOpen when nobody has it, CounterNotYours when another officer has.
    """
    view = counter_view(act.desk, act.transaction.connection, number)
    if view.officer is None:
        raise CounterNotOpen(f"Counter {number} is closed.")
    if view.officer != officer:
        raise CounterNotYours(f"Counter {number} is not held by you.")
    if view.away_since is not None:
        connection, office = act.transaction.connection, act.desk.office
        counter_book.set_attendance(connection, office, number, Attendance.AWAY, act.now)
    return view


def settle(act: Act, work: CounterWork) -> CounterWork:
    """The counter after its ticket has moved: one that was closing and is empty becomes closed."""
    state = settled(work.counter.state, busy=work.ticket is not None)
    if state is work.counter.state:
        return work
    return _set(act, work.counter, state, work.counter.officer)


def _moved(view: CounterView, verb: CounterVerb) -> CounterState:
    try:
        return move_counter(view.state, verb)
    except IllegalCounterMove as error:
        raise CounterNotOpen(f"{str(error).capitalize()}.") from None


def _set(act: Act, seen: CounterView, state: CounterState, officer: str | None) -> CounterWork:
    """Raises CounterChanged where state or officer of the counter are no longer as they were seen."""
    connection = act.transaction.connection
    holder = None if state is CounterState.CLOSED else officer
    if not counter_book.compare_and_set(connection, act.desk.office, seen, state, holder, act.now):
        raise CounterChanged
    work = counter_work(act.desk, connection, seen.number)
    act.record(ACTION[state], counter=work.counter)
    return work
