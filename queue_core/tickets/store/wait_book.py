"""The queries of waits: what was expected of each, and how long they were."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from functools import cache

from sqlalchemy import Connection, bindparam, case, false, func, or_, select

from queue_core.storage.statement import Statement
from queue_core.tickets.rules.life import TicketState
from queue_core.tickets.rules.pace import CounterCall
from queue_core.tickets.store.tables import ticket

_REAL_WAITS = Statement(
    select(ticket.c.issued_at, ticket.c.called_at, ticket.c.expected_minutes)
    .where(
        ticket.c.office == bindparam("office"),
        ticket.c.day >= bindparam("since"),
        ticket.c.called_at.is_not(None),
        ticket.c.calls == 1,  # a call that was repeated no longer tells when the first one came
        ticket.c.waits_in == ticket.c.lane,  # a ticket that was passed on waited twice
        ticket.c.rank_at == ticket.c.issued_at,  # one with a place of its own by rule tells nothing of others
        ticket.c.expected_minutes > 0,
    )
    .order_by(ticket.c.day.desc(), ticket.c.called_at.desc())
    .limit(bindparam("limit"))
)


@cache
def _counter_calls(counters: tuple[int, ...]) -> Statement:
    """One statement for each group of counters that serve a lane; who is parked has left the counter."""
    parked_at = case((ticket.c.state == TicketState.PARKED, ticket.c.moved_at))
    ended_at = func.coalesce(ticket.c.ended_at, parked_at).label("ended_at")
    return Statement(
        select(ticket.c.counter, ticket.c.issued_at, ticket.c.called_at, ended_at).where(
            ticket.c.office == bindparam("office"),
            ticket.c.day == bindparam("day"),
            ticket.c.called_at >= bindparam("since"),
            or_(*(ticket.c.counter == number for number in counters), false()),
        )
    )


def real_waits(connection: Connection, office: str, since: date, limit: int) -> list[tuple[float, float]]:
    """The latest waits since a day, newest first: minutes from issue to call, and what was expected."""
    rows = _REAL_WAITS.all(connection, office=office, since=since, limit=limit)
    return [((row.called_at - row.issued_at).total_seconds() / 60, row.expected_minutes) for row in rows]


def counter_calls(
    connection: Connection, office: str, day: date, counters: tuple[int, ...], since: datetime
) -> Sequence[CounterCall]:
    """The day's tickets that were called to these counters since an instant."""
    rows = _counter_calls(counters).all(connection, office=office, day=day, since=since)
    return [CounterCall(row.counter, row.issued_at, row.called_at, row.ended_at) for row in rows]
