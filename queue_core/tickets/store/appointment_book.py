"""The table of appointments and its queries. Nothing decides here."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    Column,
    Connection,
    Date,
    ForeignKey,
    Index,
    Integer,
    Select,
    String,
    Table,
    and_,
    bindparam,
    func,
    insert,
    literal,
    or_,
    select,
    text,
    update,
)

from queue_core.foundation.appointments import LONGEST_SLOT_MINUTES
from queue_core.sqlite.columns import Instant
from queue_core.storage.columns import metadata, office_column
from queue_core.storage.statement import Statement
from queue_core.tickets.rules.appointments import AppointmentState
from queue_core.tickets.store.tables import TicketRow, ticket

appointment = Table(
    "appointment",
    metadata,
    Column("id", Integer, primary_key=True),
    office_column(),
    Column("day", Date, nullable=False),
    Column("service", String(40), nullable=False),
    Column("starts_at", Instant, nullable=False),
    Column("ends_at", Instant, nullable=False),
    Column("reason", String(40)),
    Column("language", String(3), nullable=False),
    Column("children", Integer, nullable=False),
    Column("key", String(20), nullable=False, unique=True),
    Column("code", String(6), nullable=False),
    Column("state", String(12), nullable=False),
    Column("ticket_id", Integer, ForeignKey("ticket.id")),
    Column("booked_at", Instant, nullable=False),
    Column("booked_by", String(80), nullable=False),
    Column("ended_at", Instant),
    CheckConstraint("state IN ('booked', 'checked_in', 'cancelled', 'missed')", name="state_known"),
    CheckConstraint("(state = 'checked_in') = (ticket_id IS NOT NULL)", name="a_ticket_once_checked_in"),
    CheckConstraint("(state = 'booked') = (ended_at IS NULL)", name="ended_unless_booked"),
    CheckConstraint("ends_at > starts_at", name="slot_lasts"),
    CheckConstraint("children BETWEEN 1 AND 9", name="children_one_to_nine"),
    CheckConstraint("length(code) = 6 AND code NOT GLOB '*[^0-9]*'", name="code_of_six_digits"),
    Index("uq_appointment_ticket", "ticket_id", unique=True),
    Index("uq_appointment_code", "office", "code", unique=True, sqlite_where=text("state = 'booked'")),
    Index("ix_appointment_slot", "office", "service", "starts_at", sqlite_where=text("state <> 'cancelled'")),
    Index("ix_appointment_day", "office", "day"),
)

AppointmentRow = Any
LONGEST_SLOT = timedelta(minutes=LONGEST_SLOT_MINUTES)
"""Whoever looks for slots that touch an instant need not look further back."""

_WITH_TICKET = select(appointment, ticket.c.lane, ticket.c.serial).join_from(
    appointment, ticket, isouter=True
)
_STARTS_OF_TICKET = Statement(
    select(appointment.c.starts_at).where(
        appointment.c.ticket_id == bindparam("ticket_id"), appointment.c.starts_at == bindparam("rank_at")
    )
)


def _taken(office: str, service: str, starts_at: datetime, ends_at: datetime) -> Select[int]:
    """How many have a slot that touches this time; a cancelled one is free again."""
    return select(func.count()).where(
        appointment.c.office == office,
        appointment.c.service == service,
        appointment.c.starts_at > starts_at - LONGEST_SLOT,
        appointment.c.starts_at < ends_at,
        appointment.c.ends_at > starts_at,
        text("appointment.state <> 'cancelled'"),
    )


def book(
    connection: Connection,
    most: int,
    *,
    office: str,
    service: str,
    starts_at: datetime,
    ends_at: datetime,
    **values: object,
) -> AppointmentRow | None:
    """Keeps an appointment if its slot then holds no more than `most`, in one statement; None otherwise."""
    slot = {"office": office, "service": service, "starts_at": starts_at, "ends_at": ends_at}
    row = {**slot, **values, "state": AppointmentState.BOOKED}
    room = _taken(office, service, starts_at, ends_at).correlate(None).scalar_subquery() < most
    fields = [literal(value, appointment.c[name].type) for name, value in row.items()]
    kept = insert(appointment).from_select(list(row), select(*fields).where(room)).returning(appointment)
    return connection.execute(kept).first()


def taken_slots(
    connection: Connection, office: str, service: str, since: datetime
) -> Sequence[AppointmentRow]:
    """Beginning and end of the slot of each appointment that lasts beyond an instant."""
    mine = and_(
        appointment.c.office == office,
        appointment.c.service == service,
        appointment.c.starts_at > since - LONGEST_SLOT,
        appointment.c.ends_at > since,
    )
    slots = select(appointment.c.starts_at, appointment.c.ends_at).where(mine)
    return connection.execute(slots.where(text("appointment.state <> 'cancelled'"))).all()


def codes_in_use(connection: Connection, office: str, since: date) -> frozenset[str]:
    """The codes of every appointment of this day and of later ones, and of whatever is booked still."""
    told = or_(appointment.c.day >= since, appointment.c.state == AppointmentState.BOOKED)
    mine = and_(appointment.c.office == office, told)
    return frozenset(connection.scalars(select(appointment.c.code).where(mine)))


def by_id(connection: Connection, office: str, appointment_id: int) -> AppointmentRow | None:
    """The appointment with this id, with its ticket's lane and serial."""
    mine = and_(appointment.c.office == office, appointment.c.id == appointment_id)
    return connection.execute(_WITH_TICKET.where(mine)).first()


def by_key(connection: Connection, office: str, key: str) -> AppointmentRow | None:
    """The appointment of a page."""
    mine = and_(appointment.c.office == office, appointment.c.key == key)
    return connection.execute(_WITH_TICKET.where(mine)).first()


def by_code(connection: Connection, office: str, code: str, since: date) -> AppointmentRow | None:
    """The appointment of this day or a later one that has this code; no two have."""
    mine = and_(appointment.c.office == office, appointment.c.code == code, appointment.c.day >= since)
    return connection.execute(_WITH_TICKET.where(mine).order_by(appointment.c.id.desc())).first()


def on_day(connection: Connection, office: str, day: date) -> Sequence[AppointmentRow]:
    """Every appointment of a day, by its slot."""
    mine = and_(appointment.c.office == office, appointment.c.day == day)
    return connection.execute(_in_order(_WITH_TICKET.where(mine))).all()


def booked_after(connection: Connection, office: str, since: datetime) -> Sequence[AppointmentRow]:
    """Every appointment to come that stands."""
    mine = and_(
        appointment.c.office == office, text("appointment.state = 'booked'"), appointment.c.ends_at > since
    )
    return connection.execute(_in_order(_WITH_TICKET.where(mine))).all()


def booked_before(connection: Connection, office: str, day: date) -> Sequence[int]:
    """The ids of those whose day has ended without anybody coming."""
    mine = and_(appointment.c.office == office, text("appointment.state = 'booked'"), appointment.c.day < day)
    return connection.scalars(select(appointment.c.id).where(mine).order_by(appointment.c.id)).all()


def compare_and_set(
    connection: Connection, appointment_id: int, expected: AppointmentState, **values: object
) -> bool:
    """Changes the appointment if it is still in the expected state; whether it was."""
    mine = and_(appointment.c.id == appointment_id, appointment.c.state == expected)
    return connection.execute(update(appointment).where(mine).values(values)).rowcount == 1


def slot_of_ticket(connection: Connection, row: TicketRow) -> datetime | None:
    """When the slot begins that ranks this ticket; most tickets are ranked by their issue."""
    if row.rank_at == row.issued_at:
        return None
    row = _STARTS_OF_TICKET.first(connection, ticket_id=row.id, rank_at=row.rank_at)
    return None if row is None else row.starts_at


def booked_for(connection: Connection, ticket_id: int) -> datetime | None:
    """When the slot begins that the ticket's family had booked, whatever ranks it."""
    mine = select(appointment.c.starts_at).where(appointment.c.ticket_id == ticket_id)
    found: datetime | None = connection.execute(mine).scalar()
    return found


def _in_order(rows: Select[Any]) -> Select[Any]:
    return rows.order_by(appointment.c.starts_at, appointment.c.id)
