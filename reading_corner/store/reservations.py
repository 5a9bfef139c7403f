"""Who waits for a title, in the database: in the order in which they asked."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, delete, exists, func, insert, or_, select

from reading_corner.rules.lending import LENDABLE
from reading_corner.rules.shelf import ReaderKind
from reading_corner.store.tables import copy, loan, reader, reservation, title


def title_row(connection: Connection, title_id: int) -> Row[Any] | None:
    """The title by its id: name, for_children."""
    query: Select[Any] = select(title.c.name, title.c.for_children).where(title.c.id == title_id)
    return connection.execute(query).first()


def lendable(connection: Connection, title_id: int) -> int:
    """How many copies of the title are ever lent."""
    query = select(func.count()).where(copy.c.title_id == title_id, copy.c.care.in_(LENDABLE))
    return connection.scalar(query) or 0


def free(connection: Connection, title_id: int) -> int:
    """How many copies of the title could be lent now."""
    is_out = exists().where(loan.c.copy_id == copy.c.id, loan.c.ended_at.is_(None))
    query = select(func.count()).where(copy.c.title_id == title_id, copy.c.care.in_(LENDABLE), ~is_out)
    return connection.scalar(query) or 0


def own(connection: Connection, title_id: int, who: int | None) -> int | None:
    """The reader's wish for the title, if there is one."""
    query = select(reservation.c.id).where(reservation.c.title_id == title_id, reservation.c.reader_id == who)
    return connection.scalar(query)


def before(connection: Connection, title_id: int, own_wish: int | None) -> int:
    """How many wait for the title before this wish; everybody where there is none."""
    query = select(func.count()).where(reservation.c.title_id == title_id)
    if own_wish is not None:
        query = query.where(reservation.c.id < own_wish)
    return connection.scalar(query) or 0


def wishes(connection: Connection, who: int) -> list[Row[Any]]:
    """What the reader waits for, the oldest first: id, title_id, name."""
    query = (
        select(reservation.c.id, reservation.c.title_id, title.c.name)
        .join(title, title.c.id == reservation.c.title_id)
        .where(reservation.c.reader_id == who)
        .order_by(reservation.c.id)
    )
    return list(connection.execute(query))


def add(connection: Connection, title_id: int, who: int, now: datetime) -> None:
    """Puts the reader in line. Raises sqlalchemy.exc.IntegrityError where they stand in it."""
    connection.execute(insert(reservation).values(title_id=title_id, reader_id=who, made_at=now))


def remove(connection: Connection, title_id: int, who: int | None) -> bool:
    """Takes the reader out of line; says whether they stood in it."""
    gone = delete(reservation).where(reservation.c.title_id == title_id, reservation.c.reader_id == who)
    return connection.execute(gone).rowcount > 0


def forget_wishes(connection: Connection, today: datetime, oldest: datetime) -> None:
    """Forgets the wishes of tickets from before today, and those of anybody from before the oldest."""
    ticket = select(reader.c.id).where(reader.c.kind == ReaderKind.TICKET)
    of_a_day = reservation.c.reader_id.in_(ticket) & (reservation.c.made_at < today)
    connection.execute(delete(reservation).where(or_(of_a_day, reservation.c.made_at < oldest)))
