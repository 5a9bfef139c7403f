"""The tables of tickets and counters, and their queries. Nothing decides here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import (
    CheckConstraint,
    Column,
    Connection,
    Date,
    Index,
    Integer,
    ScalarSelect,
    String,
    Table,
    and_,
    bindparam,
    false,
    func,
    insert,
    literal,
    or_,
    select,
    text,
    tuple_,
    update,
)

from queue_core.storage.columns import Instant, metadata, office_column
from queue_core.storage.statement import Statement
from queue_core.tickets.rules import LIVE_STATES, CounterState, TicketState

ticket = Table(
    "ticket",
    metadata,
    Column("id", Integer, primary_key=True),
    office_column(),
    Column("day", Date, nullable=False),
    Column("lane", String(1), nullable=False),
    Column("serial", Integer, nullable=False),
    Column("service", String(40), nullable=False),
    Column("reason", String(40)),
    Column("language", String(3), nullable=False),
    Column("page_key", String(20), nullable=False, unique=True),
    Column("state", String(12), nullable=False),
    Column("counter", Integer),
    Column("calls", Integer, nullable=False, server_default="0"),
    Column("issued_at", Instant, nullable=False),
    Column("called_at", Instant),
    Column("started_at", Instant),
    Column("ended_at", Instant),
    CheckConstraint("state IN ('waiting', 'called', 'serving', 'done', 'no_show')", name="state_known"),
    CheckConstraint("(state = 'waiting') = (counter IS NULL)", name="counter_from_call_on"),
    CheckConstraint("serial >= 1", name="serial_from_one"),
    Index("uq_ticket_number", "office", "day", "lane", "serial", unique=True),
    Index(
        "uq_ticket_at_counter",
        "office",
        "counter",
        unique=True,
        sqlite_where=text("state IN ('called', 'serving')"),
    ),
    Index(
        "ix_ticket_waiting",
        "office",
        "day",
        "lane",
        "issued_at",
        "id",
        sqlite_where=text("state = 'waiting'"),
    ),
    Index("ix_ticket_called", "office", "day", "called_at", sqlite_where=text("called_at IS NOT NULL")),
    Index("ix_ticket_ended", "office", "day", "ended_at", sqlite_where=text("ended_at IS NOT NULL")),
)

counter = Table(
    "counter",
    metadata,
    Column("id", Integer, primary_key=True),
    office_column(),
    Column("number", Integer, nullable=False),
    Column("state", String(12), nullable=False),
    Column("officer", String(40)),
    Column("since", Instant, nullable=False),
    CheckConstraint("state IN ('closed', 'open', 'on_break')", name="state_known"),
    CheckConstraint("(state = 'closed') = (officer IS NULL)", name="held_unless_closed"),
    Index("uq_counter_number", "office", "number", unique=True),
    Index("uq_counter_officer", "office", "officer", unique=True),
)

TicketRow = Any
CounterRow = Any

_TODAY = and_(ticket.c.office == bindparam("office"), ticket.c.day == bindparam("day"))
# the state stands as literal text, so that SQLite sees that the partial index fits
_WAITING = and_(_TODAY, text("ticket.state = 'waiting'"))


def _count_before(lane: str) -> ScalarSelect[int]:
    """How many wait in the lane since before an instant; on the same instant the lower id was first."""
    mine = tuple_(bindparam(f"before_{lane}", type_=Instant), bindparam("ticket_id"))
    earlier = tuple_(ticket.c.issued_at, ticket.c.id) < mine
    return select(func.count()).where(_WAITING, ticket.c.lane == lane, earlier).scalar_subquery()


@cache
def _place(lanes: tuple[str, ...], counters: tuple[int, ...]) -> Statement:
    """One statement for each lane of a profile, made at its first ticket."""
    ahead = sum((_count_before(lane) for lane in lanes), start=literal(0))
    open_ones = select(func.count()).where(
        counter.c.office == bindparam("office"),
        counter.c.state == CounterState.OPEN,
        or_(*(counter.c.number == number for number in counters), false()),
    )
    return Statement(select(ahead.label("ahead"), open_ones.scalar_subquery().label("counters")))


_ADD_TICKET = Statement(
    insert(ticket)
    .values(
        serial=select(func.coalesce(func.max(ticket.c.serial), 0) + 1)
        .where(
            ticket.c.office == bindparam("in_office"),
            ticket.c.day == bindparam("on_day"),
            ticket.c.lane == bindparam("in_lane"),
        )
        .scalar_subquery()
    )
    .returning(ticket)
)
_BY_PAGE_KEY = Statement(
    select(ticket).where(ticket.c.page_key == bindparam("key"), ticket.c.office == bindparam("office"))
)
_LANE_HEAD = Statement(
    select(ticket)
    .where(_WAITING, ticket.c.lane == bindparam("lane"))
    .order_by(ticket.c.issued_at, ticket.c.id)
    .limit(1)
)
_AT_COUNTER = Statement(
    select(ticket).where(
        ticket.c.office == bindparam("office"),
        ticket.c.counter == bindparam("number"),
        text("ticket.state IN ('called', 'serving')"),
    )
)
_LATEST_SERVICES = Statement(
    select(ticket.c.started_at, ticket.c.ended_at)
    .where(_TODAY, ticket.c.ended_at.is_not(None), ticket.c.state == TicketState.DONE)
    .order_by(ticket.c.ended_at.desc())
    .limit(bindparam("limit"))
)
_COUNTER = Statement(
    select(counter).where(counter.c.office == bindparam("office"), counter.c.number == bindparam("number"))
)


def add_ticket(connection: Connection, *, office: str, day: date, lane: str, **values: object) -> TicketRow:
    """Keeps a new ticket under the lane's next number of the day."""
    mine = {"office": office, "day": day, "lane": lane}
    where = {"in_office": office, "on_day": day, "in_lane": lane}
    return _ADD_TICKET.first(connection, **values, **mine, **where)


def by_page_key(connection: Connection, office: str, key: str) -> TicketRow | None:
    """The ticket of a page."""
    return _BY_PAGE_KEY.first(connection, key=key, office=office)


def by_id(connection: Connection, office: str, ticket_id: int) -> TicketRow | None:
    """The ticket with this id."""
    return connection.execute(
        select(ticket).where(ticket.c.id == ticket_id, ticket.c.office == office)
    ).first()


def lane_heads(connection: Connection, office: str, day: date, lanes: Iterable[str]) -> list[TicketRow]:
    """The first waiting ticket of each lane where somebody waits."""
    heads = (_LANE_HEAD.first(connection, office=office, day=day, lane=lane) for lane in lanes)
    return [head for head in heads if head is not None]


class Place(NamedTuple):
    """Where a ticket stands: how many wait before it, and at how many open counters."""

    ahead: int
    counters: int


def place(
    connection: Connection,
    row: TicketRow,
    came_before: Mapping[str, datetime],
    counters: tuple[int, ...],
) -> Place:
    """How many wait in each lane since before its instant, and how many of the counters are open."""
    before = {f"before_{lane}": instant for lane, instant in came_before.items()}
    values = {"office": row.office, "day": row.day, "ticket_id": row.id, **before}
    found = _place(tuple(came_before), counters).first(connection, **values)
    return Place(found.ahead, found.counters)


def compare_and_set(
    connection: Connection, ticket_id: int, expected: TicketState, **values: object
) -> TicketRow | None:
    """Changes the ticket if it is still in the expected state; None when it is not."""
    return connection.execute(
        update(ticket)
        .where(ticket.c.id == ticket_id, ticket.c.state == expected)
        .values(values)
        .returning(ticket)
    ).first()


def at_counter(connection: Connection, office: str, number: int) -> TicketRow | None:
    """The ticket that is called to or served at the counter."""
    return _AT_COUNTER.first(connection, office=office, number=number)


def live_tickets(connection: Connection, office: str, day: date) -> Sequence[TicketRow]:
    """The day's tickets that are waiting or at a counter, in order of issue."""
    return connection.execute(
        select(ticket)
        .where(ticket.c.office == office, ticket.c.day == day, ticket.c.state.in_(LIVE_STATES))
        .order_by(ticket.c.id)
    ).all()


def latest_calls(connection: Connection, office: str, day: date, limit: int) -> Sequence[TicketRow]:
    """The day's latest called tickets, newest first."""
    return connection.execute(
        select(ticket)
        .where(ticket.c.office == office, ticket.c.day == day, ticket.c.called_at.is_not(None))
        .order_by(ticket.c.called_at.desc())
        .limit(limit)
    ).all()


def latest_services(connection: Connection, office: str, day: date, limit: int) -> list[float]:
    """Minutes from start to end of the day's latest finished services."""
    rows = _LATEST_SERVICES.all(connection, office=office, day=day, limit=limit)
    return [(row.ended_at - row.started_at).total_seconds() / 60 for row in rows]


def counter_row(connection: Connection, office: str, number: int) -> CounterRow | None:
    """The counter with this number, if it was ever opened."""
    return _COUNTER.first(connection, office=office, number=number)


def counter_of(connection: Connection, office: str, officer: str) -> int | None:
    """The counter that the officer holds."""
    return connection.scalar(
        select(counter.c.number).where(counter.c.office == office, counter.c.officer == officer)
    )


def set_counter(
    connection: Connection,
    office: str,
    number: int,
    state: CounterState,
    officer: str | None,
    since: datetime,
) -> None:
    """Keeps the counter's state."""
    values = {"state": state, "officer": officer, "since": since}
    mine = and_(counter.c.office == office, counter.c.number == number)
    if connection.execute(update(counter).where(mine).values(values)).rowcount == 0:
        connection.execute(insert(counter).values(office=office, number=number, **values))
