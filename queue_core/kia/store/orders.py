"""The table of print orders and its queries. Nothing decides here, and nothing of a child stands here."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import takewhile
from typing import Any, NamedTuple

from sqlalchemy import (
    CheckConstraint,
    Column,
    ColumnElement,
    Connection,
    ForeignKey,
    Index,
    Integer,
    ScalarSelect,
    String,
    Table,
    and_,
    func,
    insert,
    or_,
    select,
    text,
    update,
)

from queue_core.kia.rules.orders import UNDER_WAY, CardWay, OrderState, PrinterProblem
from queue_core.kia.store.files import file
from queue_core.sqlite.columns import Instant, among
from queue_core.stock.rules.blanks import SpoilReason
from queue_core.storage.columns import metadata, office_column

LIVE = text("state NOT IN ('spoiled', 'cancelled')")
FLAGGED = text("flagged_at IS NOT NULL")
SENDING = text("state = 'sending'")

print_order = Table(
    "print_order",
    metadata,
    Column("id", Integer, primary_key=True),
    office_column(),
    Column("file_id", Integer, ForeignKey("file.id"), nullable=False),
    Column("way", String(8), nullable=False),
    Column("state", String(10), nullable=False),
    Column("version", Integer, nullable=False),
    Column("blank", String(20)),
    Column("station", String(40)),
    Column("problem", String(12)),
    Column("spoiled_reason", String(12)),
    Column("flagged_at", Instant),
    Column("ordered_at", Instant, nullable=False),
    Column("ordered_by", String(80), nullable=False),
    Column("loaded_at", Instant),
    Column("sent_at", Instant),
    Column("changed_at", Instant, nullable=False),
    Column("changed_by", String(80), nullable=False),
    CheckConstraint(f"state IN ({among(OrderState)})", name="state_known"),
    CheckConstraint(f"way IN ({among(CardWay)})", name="way_known"),
    CheckConstraint(f"problem IN ({among(PrinterProblem)})", name="problem_known"),
    CheckConstraint(f"spoiled_reason IN ({among(SpoilReason)})", name="reason_known"),
    CheckConstraint("version >= 1", name="version_counts"),
    CheckConstraint("(state IN ('waiting', 'cancelled')) = (blank IS NULL)", name="bound_to_a_blank"),
    CheckConstraint("state <> 'sending' OR station IS NOT NULL", name="sent_by_a_station"),
    CheckConstraint("(state = 'spoiled') = (spoiled_reason IS NOT NULL)", name="spoiled_for_a_reason"),
    CheckConstraint("flagged_at IS NULL OR blank IS NOT NULL", name="flagged_for_its_blank"),
    Index("uq_print_order_file", "office", "file_id", unique=True, sqlite_where=LIVE),
    Index("uq_print_order_blank", "office", "blank", unique=True, sqlite_where=LIVE),
    Index("uq_print_order_sending", "office", "station", unique=True, sqlite_where=SENDING),
    Index("ix_print_order_sent", "office", "sent_at"),
    Index("ix_print_order_state", "office", "state", "loaded_at"),
    Index("ix_print_order_flagged", "office", "flagged_at", sqlite_where=FLAGGED),
)

OrderRow = Any


def add(connection: Connection, **values: object) -> OrderRow:
    """Keeps a new order."""
    return connection.execute(insert(print_order).values(values).returning(print_order)).one()


def by_id(connection: Connection, office: str, order_id: int) -> OrderRow | None:
    """The order with this id."""
    return _first(connection, office, print_order.c.id == order_id)


def of_file(connection: Connection, office: str, file_id: int) -> OrderRow | None:
    """The order of a file that has not ended."""
    return _first(connection, office, and_(print_order.c.file_id == file_id, LIVE))


def of_blank(connection: Connection, office: str, serial: str) -> OrderRow | None:
    """The order that a blank is bound to and that has not ended."""
    return _first(connection, office, and_(print_order.c.blank == serial, LIVE))


def sent_by(connection: Connection, office: str, station: str) -> OrderRow | None:
    """The order that a station has, and has told nothing of yet."""
    return _first(connection, office, and_(print_order.c.station == station, SENDING))


def sent_by_another(connection: Connection, office: str, station: str) -> str | None:
    """Which other station has an order now."""
    other = and_(print_order.c.office == office, SENDING, print_order.c.station != station)
    name: str | None = connection.execute(select(print_order.c.station).where(other).limit(1)).scalar()
    return name


def last_station(connection: Connection, office: str, now: datetime) -> str | None:
    """Which station took the latest order that was sent; one of a clock that was ahead does not count."""
    sent = and_(print_order.c.office == office, print_order.c.sent_at <= now)
    newest = select(print_order.c.station).where(sent).order_by(print_order.c.sent_at.desc()).limit(1)
    name: str | None = connection.execute(newest).scalar()
    return name


def listed(
    connection: Connection,
    office: str,
    state: OrderState | None,
    blank: str | None,
    *,
    for_person: bool,
    limit: int,
) -> Sequence[OrderRow]:
    """Orders in a state, bound to a blank, that wait for a person, or all of these: as they were loaded."""
    found = select(print_order).where(print_order.c.office == office)
    if blank is not None:
        found = found.where(print_order.c.blank == blank, LIVE)
    if state is not None:
        found = found.where(print_order.c.state == state)
    if for_person:
        unknown = print_order.c.state == OrderState.UNKNOWN
        undrawn = and_(LIVE, print_order.c.problem == PrinterProblem.NO_FACE)
        found = found.where(or_(unknown, undrawn, _live_and_flagged()))
    return connection.execute(_in_order(found).limit(limit)).all()


def to_print(connection: Connection, office: str, way: CardWay, limit: int) -> Sequence[OrderRow]:
    """The loaded orders that a station may take, in the order of their blanks, up to one that it may not.

    One that is flagged, cannot be drawn, or whose file waits for a decision lies in the feeder all the same:
    were it passed over, its blank would get the next child's card.
    """
    waits = or_(
        print_order.c.flagged_at.is_not(None),
        print_order.c.problem == PrinterProblem.NO_FACE,
        file.c.asked_action.is_not(None),
    )
    mine = and_(
        print_order.c.office == office,
        print_order.c.state == OrderState.LOADED,
        print_order.c.way == way,
    )
    found = select(print_order, waits.label("waits")).join(file, file.c.id == print_order.c.file_id)
    found = found.where(mine)
    rows = connection.execute(_in_order(found).limit(limit)).all()
    return list(takewhile(lambda row: not row.waits, rows))


class Group(NamedTuple):
    """So many orders that are alike in these."""

    state: str
    problem: str | None
    flagged: bool
    number: int


def groups(connection: Connection, office: str) -> Sequence[Group]:
    """How many orders are how far, of those that are neither done nor ended."""
    flagged = print_order.c.flagged_at.is_not(None)
    alike = (print_order.c.state, print_order.c.problem, flagged)
    mine = and_(print_order.c.office == office, print_order.c.state.in_(sorted(UNDER_WAY)))
    found = connection.execute(select(*alike, func.count()).where(mine).group_by(*alike))
    return [Group(*row) for row in found]


def compare_and_set(
    connection: Connection, row: OrderRow, *, at: datetime, by: str, **values: object
) -> OrderRow | None:
    """Changes an order that is still as it was read, and counts its version on; as it is then."""
    mine = and_(print_order.c.id == row.id, print_order.c.version == row.version)
    fresh = {"version": row.version + 1, "changed_at": at, "changed_by": by, **values}
    return connection.execute(update(print_order).where(mine).values(fresh).returning(print_order)).first()


def lost_of(office: str, file_id: Column[int]) -> ScalarSelect[int]:
    """How many cards of a file were lost, as a column of a query about files."""
    spoiled = and_(print_order.c.office == office, print_order.c.state == OrderState.SPOILED)
    mine = and_(print_order.c.file_id == file_id, print_order.c.spoiled_reason == SpoilReason.LOST)
    return select(func.count()).where(spoiled, mine).correlate_except(print_order).scalar_subquery()


def _first(connection: Connection, office: str, which: ColumnElement[bool]) -> OrderRow | None:
    return connection.execute(select(print_order).where(print_order.c.office == office, which)).first()


def _live_and_flagged() -> ColumnElement[bool]:
    return and_(print_order.c.flagged_at.is_not(None), LIVE)


def _in_order(found: Any) -> Any:  # noqa: ANN401  a select of whatever rows
    """The blanks of one load follow each other by serial."""
    return found.order_by(print_order.c.loaded_at, print_order.c.blank, print_order.c.id)
