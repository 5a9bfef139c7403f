"""The queries of counters. Nothing decides here."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Connection,
    Select,
    and_,
    bindparam,
    exists,
    func,
    insert,
    select,
    text,
    update,
)

from queue_core.storage.statement import Statement
from queue_core.tickets.rules.attendance import Attendance
from queue_core.tickets.rules.counters import AWAITED_STATES, SERVING_STATES, CounterState
from queue_core.tickets.store.tables import CounterRow, counter, ticket

OCCUPIED = exists().where(
    ticket.c.office == counter.c.office,
    ticket.c.counter == counter.c.number,
    text("ticket.state IN ('called', 'serving')"),
)
"""A ticket is at the counter; to be put into a query of counters."""

_COUNTER = Statement(
    select(counter).where(counter.c.office == bindparam("office"), counter.c.number == bindparam("number"))
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


def set_counter(
    connection: Connection,
    office: str,
    number: int,
    state: CounterState,
    officer: str | None,
    since: datetime,
) -> None:
    """Keeps the counter's state; its officer has yet to be seen."""
    values = {"state": state, "officer": officer, "since": since}
    values |= {"attendance": Attendance.UNWATCHED, "away_since": None}
    mine = and_(counter.c.office == office, counter.c.number == number)
    if connection.execute(update(counter).where(mine).values(values)).rowcount == 0:
        connection.execute(insert(counter).values(office=office, number=number, **values))


def awaited_counters(connection: Connection, office: str) -> frozenset[int]:
    """The counters that a ticket handed to them waits for."""
    mine = and_(counter.c.office == office, counter.c.state.in_(AWAITED_STATES))
    return frozenset(connection.scalars(select(counter.c.number).where(mine)))


def count_open(connection: Connection, office: str, numbers: Collection[int]) -> tuple[int, int]:
    """How many of these counters call people, and how many of them have no ticket at them."""
    mine = and_(counter.c.office == office, counter.c.number.in_(numbers))
    open_ones = select(func.count()).where(mine, counter.c.state == CounterState.OPEN)
    free_ones = open_ones.where(~OCCUPIED)
    return connection.scalar(open_ones) or 0, connection.scalar(free_ones) or 0
