"""The queries of tickets. Nothing decides here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    Table,
    and_,
    bindparam,
    func,
    insert,
    or_,
    select,
    text,
    true,
    update,
)

from queue_core.sqlite.columns import Instant
from queue_core.storage.statement import Statement
from queue_core.tickets.rules.counters import AWAITED_STATES
from queue_core.tickets.rules.life import LIVE_STATES, TicketState
from queue_core.tickets.store.tables import ANY_COUNTER, TicketRow, counter, ticket, waiting_count


def _of_day(table: Table) -> ColumnElement[bool]:
    return and_(table.c.office == bindparam("office"), table.c.day == bindparam("day"))


_TODAY = _of_day(ticket)
_AWAITED = (
    select(counter.c.number)
    .where(
        counter.c.office == bindparam("office"), or_(*(counter.c.state == state for state in AWAITED_STATES))
    )
    .correlate(None)
)
# the state stands as literal text, so that SQLite sees that the partial index fits
_WAITS = text("ticket.state = 'waiting'")
_WAITING = and_(_TODAY, _WAITS)


class _Rival(NamedTuple):
    """Whose tickets compete with one: those of a lane, for some services; none named means every one."""

    lane: str
    services: tuple[str, ...]
    from_the_end: bool
    """Counted as everybody who waits less those who came later: few, where a newcomer asks."""


def _for_any_of(counters: Sequence[ColumnElement[int] | int], table: Table = ticket) -> ColumnElement[bool]:
    """Waits for one of these counters or for none; one that calls nobody now is waited for by nobody."""
    mine = (table.c.waits_for == number for number in counters)
    return or_(table.c.waits_for.is_(None), *mine, table.c.waits_for.not_in(_AWAITED))


def _of_any(services: Iterable[str], table: Table = ticket) -> ColumnElement[bool]:
    """Is for one of these services; every one is meant where none is named."""
    return or_(*(table.c.service == service for service in services)) if services else true()


def _count_before(rival: _Rival, counters: tuple[int, ...]) -> ColumnElement[int]:
    """How many wait in the lane since before an instant; on the same instant the lower id was first.

    Counted apart: comparing pairs costs SQLite as much as the rest of the scan.
    """
    before = bindparam(f"before_{rival.lane}", type_=Instant)
    rank, number = ticket.c.rank_at, ticket.c.id
    count = select(func.count()).where(_WAITS, _there(ticket, rival, counters))
    if not rival.from_the_end:
        on_the_instant = count.where(rank == before, number < bindparam("ticket_id"))
        return count.where(rank < before).scalar_subquery() + on_the_instant.scalar_subquery()
    kept = select(func.coalesce(func.sum(waiting_count.c.tickets), 0))
    # named, although it is not among the awaited: so SQLite mostly need not ask who those are
    everybody = kept.where(_there(waiting_count, rival, (ANY_COUNTER, *counters)))
    later = count.where(rank > before)
    on_the_instant = count.where(rank == before, number >= bindparam("ticket_id"))
    return everybody.scalar_subquery() - later.scalar_subquery() - on_the_instant.scalar_subquery()


def _there(table: Table, rival: _Rival, counters: tuple[int, ...]) -> ColumnElement[bool]:
    mine = _of_any(rival.services, table), _for_any_of(counters, table)
    return and_(_of_day(table), table.c.waits_in == rival.lane, *mine)


@cache
def _place(rivals: tuple[_Rival, ...], counters: tuple[int, ...]) -> Statement:
    """One statement for each lane of a profile and its rivals, by their ends; made at its first ticket."""
    columns: list[Any] = [_count_before(one, counters).label(one.lane) for one in rivals]
    return Statement(select(*columns))


_WAITING_TICKETS = Statement(
    select(ticket.c.id, ticket.c.service, ticket.c.waits_in, ticket.c.waits_for, ticket.c.rank_at).where(
        _WAITING
    )
)
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


@cache
def _lane_head(services: tuple[str, ...]) -> Statement:
    """One statement for each choice of services in a profile."""
    return Statement(
        select(ticket)
        .where(_WAITING, ticket.c.waits_in == bindparam("lane"))
        .where(_of_any(services), _for_any_of([bindparam("number")]))
        .order_by(ticket.c.rank_at, ticket.c.id)
        .limit(1)
    )


_AT_COUNTER = Statement(
    select(ticket).where(
        ticket.c.office == bindparam("office"),
        ticket.c.counter == bindparam("number"),
        text("ticket.state IN ('called', 'serving')"),
    )
)


_LATEST_ENDED_AT = Statement(
    select(ticket)
    .where(_TODAY, ticket.c.ended_at >= bindparam("since"), ticket.c.counter == bindparam("number"))
    .order_by(ticket.c.ended_at.desc(), ticket.c.id.desc())
    .limit(1)
)


def add_ticket(connection: Connection, *, office: str, day: date, lane: str, **values: object) -> TicketRow:
    """Keeps a new ticket under the lane's next number of the day."""
    mine = {"office": office, "day": day, "lane": lane, "waits_in": lane}
    where = {"in_office": office, "on_day": day, "in_lane": lane}
    return _ADD_TICKET.first(connection, **values, **mine, **where)


def number_anew(connection: Connection, row: TicketRow, letter: str) -> TicketRow:
    """Gives the ticket the day's next number under another letter; it waits where it waited."""
    of_day = ticket.c.office == row.office, ticket.c.day == row.day
    highest = select(func.coalesce(func.max(ticket.c.serial), 0)).where(*of_day, ticket.c.lane == letter)
    serial = connection.execute(highest).scalar_one() + 1
    changed = update(ticket).where(ticket.c.id == row.id).values(lane=letter, serial=serial)
    return connection.execute(changed.returning(ticket)).one()


def by_page_key(connection: Connection, office: str, key: str) -> TicketRow | None:
    """The ticket of a page."""
    return _BY_PAGE_KEY.first(connection, key=key, office=office)


def by_number(connection: Connection, office: str, day: date, lane: str, serial: int) -> TicketRow | None:
    """The day's ticket of this number."""
    of_day = ticket.c.office == office, ticket.c.day == day
    mine = select(ticket).where(*of_day, ticket.c.lane == lane, ticket.c.serial == serial)
    return connection.execute(mine).first()


def by_id(connection: Connection, office: str, ticket_id: int) -> TicketRow | None:
    """The ticket with this id."""
    return connection.execute(
        select(ticket).where(ticket.c.id == ticket_id, ticket.c.office == office)
    ).first()


def lane_heads(
    connection: Connection,
    office: str,
    day: date,
    number: int,
    lanes: Iterable[str],
    services: tuple[str, ...] = (),
) -> list[TicketRow]:
    """The first ticket that waits for this counter in each lane where somebody does; for these services."""
    where = {"office": office, "day": day, "number": number}
    heads = (_lane_head(services).first(connection, **where, lane=lane) for lane in lanes)
    return [head for head in heads if head is not None]


def waiting_before(
    connection: Connection,
    row: TicketRow,
    came_before: Mapping[str, datetime],
    services: Mapping[str, Iterable[str]],
    counters: tuple[int, ...],
) -> dict[str, int]:
    """How many wait in each lane, for its services and any of the counters, since before its instant."""
    before = {f"before_{lane}": instant for lane, instant in came_before.items()}
    values = {"office": row.office, "day": row.day, "ticket_id": row.id, **before}
    rivals = tuple(
        _Rival(lane, tuple(sorted(services[lane])), from_the_end=instant >= row.rank_at)
        for lane, instant in came_before.items()
    )
    found = _place(rivals, counters).first(connection, **values)
    return {lane: getattr(found, lane) for lane in came_before}


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


def latest_ended_at(
    connection: Connection, office: str, day: date, number: int, since: datetime
) -> TicketRow | None:
    """The ticket that ended last at the counter, if one did since an instant."""
    where = {"office": office, "day": day, "number": number, "since": since}
    return _LATEST_ENDED_AT.first(connection, **where)


def live_tickets(connection: Connection, office: str, day: date) -> Sequence[TicketRow]:
    """The day's tickets that are not over, in order of issue."""
    return connection.execute(
        select(ticket)
        .where(ticket.c.office == office, ticket.c.day == day, ticket.c.state.in_(LIVE_STATES))
        .order_by(ticket.c.id)
    ).all()


def waiting_tickets(connection: Connection, office: str, day: date) -> Sequence[TicketRow]:
    """Id, service, lane, counter and rank of everybody who waits, in no order."""
    return _WAITING_TICKETS.all(connection, office=office, day=day)


def latest_calls(connection: Connection, office: str, day: date, limit: int) -> Sequence[TicketRow]:
    """The day's latest called tickets, newest first."""
    return connection.execute(
        select(ticket)
        .where(ticket.c.office == office, ticket.c.day == day, ticket.c.called_at.is_not(None))
        .order_by(ticket.c.called_at.desc())
        .limit(limit)
    ).all()


def latest_lanes(connection: Connection, office: str, day: date, number: int, limit: int) -> Sequence[str]:
    """The lanes of the day's latest tickets that were called to a counter, newest first."""
    return connection.scalars(
        select(ticket.c.waits_in)
        .where(ticket.c.office == office, ticket.c.day == day, ticket.c.called_at.is_not(None))
        .where(ticket.c.counter == number)
        .order_by(ticket.c.called_at.desc())
        .limit(limit)
    ).all()


def latest_day(connection: Connection, office: str) -> date | None:
    """The latest day on which a ticket ended."""
    ended = select(func.max(ticket.c.day)).where(ticket.c.office == office, ticket.c.ended_at.is_not(None))
    latest: date | None = connection.scalar(ended)
    return latest


def called_on(connection: Connection, office: str, day: date) -> Sequence[TicketRow]:
    """The day's tickets that were called, in order of issue."""
    return connection.execute(
        select(ticket)
        .where(ticket.c.office == office, ticket.c.day == day, ticket.c.called_at.is_not(None))
        .order_by(ticket.c.issued_at, ticket.c.id)
    ).all()
