"""Takes, rests and closes counters."""

from __future__ import annotations

from queue_core.foundation.identifiers import WriteRequest
from queue_core.tickets.errors import CounterBusy, CounterNotOpen, CounterNotYours, OtherCounterHeld
from queue_core.tickets.rules.life import CounterState
from queue_core.tickets.service.desk import Act, Desk
from queue_core.tickets.service.views import counter_view, counter_work
from queue_core.tickets.store import counter_book
from queue_core.tickets.wire.counters import CounterView, CounterWork


def take(desk: Desk, write: WriteRequest, officer: str, number: int, *, may_take_over: bool) -> CounterWork:
    """Opens the counter for this officer, with whatever ticket is at it; ends a break, too.

    Raises UnknownCounter, CounterNotYours when another officer has it (unless `may_take_over`), or
    OtherCounterHeld.
    """

    def open_it(act: Act) -> CounterWork:
        connection = act.transaction.connection
        view = counter_view(desk, connection, number)
        if view.officer not in (None, officer) and not may_take_over:
            raise CounterNotYours(f"Counter {number} is held by {view.officer}.")
        held = counter_book.counter_of(connection, desk.office, officer)
        if held not in (None, number):
            raise OtherCounterHeld(f"You still have counter {held}.")
        return _set(act, number, CounterState.OPEN, officer, "counter_opened")

    return desk.once(write, CounterWork, open_it)


def rest(desk: Desk, write: WriteRequest, officer: str, number: int) -> CounterWork:
    """Begins a break. Raises CounterNotOpen, CounterNotYours or CounterBusy."""

    def begin_break(act: Act) -> CounterWork:
        _must_be_free(act, officer, number)
        return _set(act, number, CounterState.ON_BREAK, officer, "counter_on_break")

    return desk.once(write, CounterWork, begin_break)


def close(desk: Desk, write: WriteRequest, officer: str, number: int) -> CounterWork:
    """Gives the counter back. Raises CounterNotOpen, CounterNotYours or CounterBusy."""

    def close_it(act: Act) -> CounterWork:
        _must_be_free(act, officer, number)
        return _set(act, number, CounterState.CLOSED, None, "counter_closed")

    return desk.once(write, CounterWork, close_it)


def must_hold(act: Act, officer: str, number: int) -> CounterView:
    """The officer's own counter.

    Raises CounterNotOpen when nobody has it, CounterNotYours when another officer has.
    """
    view = counter_view(act.desk, act.transaction.connection, number)
    if view.officer is None:
        raise CounterNotOpen(f"Counter {number} is closed.")
    if view.officer != officer:
        raise CounterNotYours(f"Counter {number} is not held by you.")
    return view


def _must_be_free(act: Act, officer: str, number: int) -> None:
    view = must_hold(act, officer, number)
    if view.ticket is not None:
        raise CounterBusy(f"{view.ticket} is still at counter {number}.")


def _set(act: Act, number: int, state: CounterState, officer: str | None, action: str) -> CounterWork:
    connection = act.transaction.connection
    counter_book.set_counter(connection, act.desk.office, number, state, officer, act.now)
    work = counter_work(act.desk, connection, number)
    act.record(action, counter=work.counter)
    return work
