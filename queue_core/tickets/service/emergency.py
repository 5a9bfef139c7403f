"""A quiet emergency call from a counter to all consoles, until somebody has seen it. The hall hears nothing.

Neither act is ever refused for who holds the counter or in which state it is.
"""

from __future__ import annotations

from queue_core.foundation.identifiers import WriteRequest
from queue_core.tickets.service.desk import STAFF_ONLY, Act, Desk
from queue_core.tickets.service.views import counter_view, counter_work
from queue_core.tickets.store import emergency_book
from queue_core.tickets.wire.counters import CounterWork


def raise_alarm(desk: Desk, write: WriteRequest, officer: str, number: int) -> CounterWork:
    """Calls all other counters; a call that nobody has seen yet stands as it is. Raises UnknownCounter."""

    def call(act: Act) -> CounterWork:
        standing = counter_view(desk, act.transaction.connection, number).emergency
        if standing is None or standing.seen_at is not None:
            emergency_book.add(act.transaction.connection, desk.office, number, officer, act.now)
            _tell(act, number, "emergency_raised")
        return counter_work(desk, act.transaction.connection, number)

    return desk.once(write, CounterWork, call)


def acknowledge(desk: Desk, write: WriteRequest, officer: str, number: int) -> CounterWork:
    """Says that the officer has seen the counter's call; the first one counts. Raises UnknownCounter."""

    def see(act: Act) -> CounterWork:
        counter_view(desk, act.transaction.connection, number)
        if emergency_book.mark_seen(act.transaction.connection, desk.office, number, officer, act.now):
            _tell(act, number, "emergency_seen")
        return counter_work(desk, act.transaction.connection, number)

    return desk.once(write, CounterWork, see)


def _tell(act: Act, number: int, action: str) -> None:
    view = counter_view(act.desk, act.transaction.connection, number)
    act.record(action, counter=view, audiences=STAFF_ONLY)
