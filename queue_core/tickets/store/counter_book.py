"""The queries of counters. Nothing decides here."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import (
    Connection,
    Select,
    and_,
    bindparam,
    exists,
    insert,
    select,
    text,
    update,
)

from queue_core.storage.statement import Statement
from queue_core.tickets.rules.attendance import Attendance
from queue_core.tickets.rules.counters import AWAITED_STATES, SERVING_STATES, CounterState
from queue_core.tickets.store.tables import CounterRow, counter, ticket
from queue_core.tickets.wire.counters import CounterView

OCCUPIED = exists().where(
    ticket.c.office == counter.c.office,
    ticket.c.counter == counter.c.number,
    text("ticket.state IN ('called', 'serving')"),
)
"""A ticket is at the counter; to be put into a query of counters."""

_COUNTER = Statement(
    select(counter).where(counter.c.office == bindparam("office"), counter.c.number == bindparam("number"))
)

_OCCUPIED = Statement(
    select(counter.c.number, counter.c.state, OCCUPIED.label("occupied")).where(
        counter.c.office == bindparam("office")
    )
)

_NOTE_MOVE = Statement(
    update(counter).where(
        counter.c.office == bindparam("of_office"), counter.c.number == bindparam("of_number")
    )
)


def counter_row(connection: Connection, office: str, number: int) -> CounterRow | None:
    """The counter with this number, if it was ever opened."""
    return _COUNTER.first(connection, office=office, number=number)


def note_move(connection: Connection, office: str, number: int, at: datetime) -> None:
    """Keeps when a ticket last came to the counter, was moved there, or left it."""
    _NOTE_MOVE.run(connection, of_office=office, of_number=number, moved_at=at)


def counter_of(connection: Connection, office: str, officer: str) -> int | None:
    """The counter that the officer holds."""
    return connection.scalar(
        select(counter.c.number).where(counter.c.office == office, counter.c.officer == officer)
    )


def serving_counter(connection: Connection, office: str, number: int) -> CounterRow | None:
    """The counter with this number, if it is open or closing."""
    return connection.execute(_serving(office).where(counter.c.number == number)).first()


def serving_counters(connection: Connection, office: str) -> Sequence[CounterRow]:
    """The counters that are open or closing."""
    return connection.execute(_serving(office)).all()


def _serving(office: str) -> Select[Any]:
    return select(counter).where(counter.c.office == office, counter.c.state.in_(SERVING_STATES))


def set_attendance(
    connection: Connection, office: str, number: int, attendance: Attendance, away_since: datetime | None
) -> None:
    """Keeps whether the officer is there."""
    connection.execute(
        update(counter)
        .where(counter.c.office == office, counter.c.number == number)
        .values(attendance=attendance, away_since=away_since)
    )


def compare_and_set(
    connection: Connection,
    office: str,
    expected: CounterView,
    state: CounterState,
    officer: str | None,
    since: datetime,
) -> bool:
    """Changes the counter's state if it still is as it was seen; its officer has yet to be seen.

    A counter that was never opened has no row: it is seen as closed.
    """
    values = {"state": state, "officer": officer, "since": since}
    values |= {"attendance": Attendance.UNWATCHED, "away_since": None}
    mine = and_(counter.c.office == office, counter.c.number == expected.number)
    as_seen = and_(mine, counter.c.state == expected.state, counter.c.officer.is_(expected.officer))
    if connection.execute(update(counter).where(as_seen).values(values)).rowcount == 1:
        return True
    if expected.state is not CounterState.CLOSED or counter_row(connection, office, expected.number):
        return False
    connection.execute(insert(counter).values(office=office, number=expected.number, **values))
    return True


class Calling(NamedTuple):
    """The counters that call people, and those of them that have no ticket at them."""

    counters: frozenset[int]
    free: frozenset[int]


def is_any_occupied(connection: Connection, office: str) -> bool:
    """Whether a ticket is at any counter, whatever its state."""
    return any(row.occupied for row in _OCCUPIED.all(connection, office=office))


def calling(connection: Connection, office: str) -> Calling:
    """Who calls people now; a ticket that was handed to one of these counters waits for it alone."""
    rows = [row for row in _OCCUPIED.all(connection, office=office) if row.state in AWAITED_STATES]
    return Calling(
        frozenset(row.number for row in rows), frozenset(row.number for row in rows if not row.occupied)
    )
