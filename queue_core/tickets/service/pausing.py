"""Lets the clocks of the ticket at a counter stand still for a reason, such as a paper that is fetched."""

from __future__ import annotations

from collections.abc import Callable

from queue_core.foundation.identifiers import WriteRequest
from queue_core.sop.service import clocks
from queue_core.sop.wire import Pausing
from queue_core.tickets.errors import NothingAtCounter
from queue_core.tickets.service.counters import must_hold
from queue_core.tickets.service.desk import Act, Desk
from queue_core.tickets.service.views import counter_work
from queue_core.tickets.store import ticket_book
from queue_core.tickets.wire.counters import CounterWork


def pause(desk: Desk, write: WriteRequest, officer: str, number: int, pausing: Pausing) -> CounterWork:
    """Pauses every clock of the ticket. Raises NothingAtCounter, NoClockRunning or AlreadyPaused."""
    return _change(
        desk, write, officer, number, lambda act, ticket: clocks.pause(act.timing, ticket, pausing.reason)
    )


def resume(desk: Desk, write: WriteRequest, officer: str, number: int) -> CounterWork:
    """Lets the ticket's clocks run again. Raises NothingAtCounter or NotPaused."""
    return _change(desk, write, officer, number, lambda act, ticket: clocks.resume(act.timing, ticket))


def _change(
    desk: Desk, write: WriteRequest, officer: str, number: int, change: Callable[[Act, int], None]
) -> CounterWork:
    def do(act: Act) -> CounterWork:
        must_hold(act, officer, number)
        row = ticket_book.at_counter(act.transaction.connection, desk.office, number)
        if row is None:
            raise NothingAtCounter
        change(act, row.id)
        return counter_work(desk, act.transaction.connection, number)

    return desk.once(write, CounterWork, do)
