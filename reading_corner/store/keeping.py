"""What a keeper looks at: all that is out, all who wait, titles by a code. Nothing decides here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, Select, delete, select

from reading_corner.store.loans import IS_OPEN
from reading_corner.store.tables import copy, loan, reader, reservation, title


def books_out(connection: Connection) -> Sequence[Row[Any]]:
    """Every open loan, the longest first: code, name, location, where, lent_at, due_at, token."""
    query: Select[Any] = (
        select(
            copy.c.code, title.c.name, copy.c.location, loan.c.where, loan.c.lent_at, loan.c.due_at,
            reader.c.token,
        )
        .join_from(loan, copy, copy.c.id == loan.c.copy_id)
        .join(title, title.c.id == copy.c.title_id)
        .join(reader, reader.c.id == loan.c.reader_id)
        .where(IS_OPEN)
        .order_by(loan.c.lent_at, copy.c.code)
    )  # fmt: skip
    return connection.execute(query).all()


def wishes(connection: Connection) -> Sequence[Row[Any]]:
    """Every wish, by title and as they came: id, title_id, name, made_at."""
    columns = (reservation.c.id, reservation.c.title_id, title.c.name, reservation.c.made_at)
    query: Select[Any] = (
        select(*columns).join_from(reservation, title).order_by(title.c.name, title.c.id, reservation.c.id)
    )
    return connection.execute(query).all()


def strike(connection: Connection, wish: int) -> bool:
    """Takes a wish out of the line; says whether it stood in it."""
    return connection.execute(delete(reservation).where(reservation.c.id == wish)).rowcount > 0


def copies_out(connection: Connection, title_id: int) -> frozenset[str]:
    """The codes of those copies of a title that somebody has."""
    query = select(copy.c.code).join_from(copy, loan).where(copy.c.title_id == title_id, IS_OPEN)
    return frozenset(connection.scalars(query))


def codes(connection: Connection) -> Sequence[str]:
    """The code of every copy."""
    return connection.scalars(select(copy.c.code).order_by(copy.c.code)).all()


def with_isbn(connection: Connection, isbn13: str) -> Sequence[Row[Any]]:
    """The titles with this ISBN: id and name."""
    query: Select[Any] = select(title.c.id, title.c.name).where(title.c.isbn13 == isbn13).order_by(title.c.id)
    return connection.execute(query).all()


def newest(connection: Connection, most: int) -> Sequence[int]:
    """The titles that came last."""
    return connection.scalars(select(title.c.id).order_by(title.c.id.desc()).limit(most)).all()
