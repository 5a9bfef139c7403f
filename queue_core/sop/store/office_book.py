"""The queries of disturbances and of the office's own closing days. Nothing decides here."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import Connection, and_, bindparam, insert, or_, select, update

from queue_core.sop.rules.clocks import WHOLE
from queue_core.sop.store.tables import Row, sop_closing, sop_disturbance
from queue_core.storage.statement import Statement


def add_disturbance(connection: Connection, **values: object) -> Row:
    """Keeps a disturbance that begins."""
    return connection.execute(insert(sop_disturbance).values(values).returning(sop_disturbance)).one()


def open_disturbances(connection: Connection, office: str) -> Sequence[Row]:
    """The disturbances that nobody has lifted, oldest first."""
    mine = and_(sop_disturbance.c.office == office, sop_disturbance.c.lifted_at.is_(None))
    return connection.execute(select(sop_disturbance).where(mine).order_by(sop_disturbance.c.id)).all()


def disturbances_since(connection: Connection, office: str, service: str, since: datetime) -> Sequence[Row]:
    """The disturbances of a service that have lasted at some time after an instant, oldest first."""
    lasted = or_(sop_disturbance.c.lifted_at.is_(None), sop_disturbance.c.lifted_at > since)
    mine = and_(sop_disturbance.c.office == office, sop_disturbance.c.service.in_([WHOLE, service]), lasted)
    return connection.execute(select(sop_disturbance).where(mine).order_by(sop_disturbance.c.id)).all()


def lift_disturbance(
    connection: Connection, office: str, disturbance_id: int, **values: object
) -> Row | None:
    """Ends a disturbance; None when there is none of this id that still runs."""
    mine = and_(
        sop_disturbance.c.office == office,
        sop_disturbance.c.id == disturbance_id,
        sop_disturbance.c.lifted_at.is_(None),
    )
    lifted = update(sop_disturbance).where(mine).values(values).returning(sop_disturbance)
    return connection.execute(lifted).first()


def add_closing(connection: Connection, **values: object) -> Row:
    """Keeps a day on which the office is closed."""
    return connection.execute(insert(sop_closing).values(values).returning(sop_closing)).one()


def closing_on(connection: Connection, office: str, day: date) -> Row | None:
    """The closing of a day that nobody has withdrawn."""
    mine = and_(
        sop_closing.c.office == office, sop_closing.c.day == day, sop_closing.c.withdrawn_at.is_(None)
    )
    return connection.execute(select(sop_closing).where(mine)).first()


_CLOSINGS_AFTER = Statement(
    select(sop_closing)
    .where(
        sop_closing.c.office == bindparam("office"),
        sop_closing.c.ends_at > bindparam("since"),
        sop_closing.c.ends_at > sop_closing.c.starts_at,
    )
    .order_by(sop_closing.c.starts_at)
)


def closings_after(connection: Connection, office: str, since: datetime) -> Sequence[Row]:
    """What is or was closed at some time after an instant, in order; nothing that lasted no time."""
    return _CLOSINGS_AFTER.all(connection, office=office, since=since)


def withdraw_closing(
    connection: Connection, closing_id: int, *, ends_at: datetime, by: str, now: datetime
) -> Row:
    """Ends a closing early."""
    changed = update(sop_closing).where(sop_closing.c.id == closing_id)
    values = {"ends_at": ends_at, "withdrawn_by": by, "withdrawn_at": now}
    return connection.execute(changed.values(values).returning(sop_closing)).one()
