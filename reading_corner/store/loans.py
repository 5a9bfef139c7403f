"""Loans in the database: one open loan a copy, and nobody's name on one that has ended."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, and_, exists, func, insert, select, update
from sqlalchemy import delete as delete_rows

from reading_corner.rules.shelf import ReaderKind, Where
from reading_corner.store.tables import copy, loan, reader, reservation, title

IS_OPEN = loan.c.ended_at.is_(None)


def copy_by_code(connection: Connection, code: str) -> Row[Any] | None:
    """The copy with this code, however written: id, code, title_id, care, name, holder, where.

    `holder` is the reader who has it, and `where` they read it; both None while it is here.
    """
    held = and_(loan.c.copy_id == copy.c.id, IS_OPEN)
    query: Select[Any] = (
        select(
            copy.c.id,
            copy.c.code,
            copy.c.title_id,
            copy.c.care,
            title.c.name,
            loan.c.reader_id.label("holder"),
            loan.c.where,
        )
        .join(title, title.c.id == copy.c.title_id)
        .outerjoin(loan, held)
        .where(copy.c.code.collate("NOCASE") == code)
        .order_by(copy.c.code != code)
    )
    return connection.execute(query).first()


def reader_id(connection: Connection, token: str) -> int | None:
    """The reader whose token this is, if they are known."""
    return connection.scalar(select(reader.c.id).where(reader.c.token == token))


def made_reader(connection: Connection, token: str, day: datetime, *, kind: ReaderKind, child: bool) -> int:
    """The reader whose token this is, made where there was none.

    `day` is when the office's day begins: the instant of a loan would tell afterwards whose it was.
    """
    known = reader_id(connection, token)
    if known is not None:
        return known
    row = {"kind": kind, "token": token, "child": child, "made_at": day}
    made: int = connection.execute(insert(reader).values(row).returning(reader.c.id)).scalar_one()
    return made


def open_loan(
    connection: Connection,
    copy_id: int,
    who: int,
    now: datetime,
    *,
    child: bool,
    where: Where,
    due_at: datetime | None,
) -> None:
    """Lends the copy. Raises sqlalchemy.exc.IntegrityError where it is lent already."""
    row = {"copy_id": copy_id, "reader_id": who, "child": child, "where": where}
    connection.execute(insert(loan).values(row | {"lent_at": now, "due_at": due_at}))


def take_home(connection: Connection, copy_id: int, due_at: datetime) -> None:
    """Makes the copy's open loan one that is taken home."""
    home = {"where": Where.HOME, "due_at": due_at}
    connection.execute(update(loan).where(loan.c.copy_id == copy_id, IS_OPEN).values(home))


def end_loan(connection: Connection, copy_id: int, now: datetime) -> bool:
    """Ends the copy's loan and forgets who had it; says whether there was one.

    A loan ends no earlier than it began, whatever the clock has done since.
    """
    ended = {"ended_at": func.max(loan.c.lent_at, now), "reader_id": None}
    return (
        connection.execute(update(loan).where(loan.c.copy_id == copy_id, IS_OPEN).values(ended)).rowcount > 0
    )


def was_ever_lent(connection: Connection, copy_id: int) -> bool:
    """Whether a loan of the copy, or a reading of it here, is on record."""
    return connection.scalar(select(exists().where(loan.c.copy_id == copy_id))) or False


def count_read(connection: Connection, copy_id: int, now: datetime, *, child: bool) -> None:
    """Counts a reading without a loan: begun and ended at once, by nobody."""
    row = {"copy_id": copy_id, "child": child, "where": Where.HERE, "lent_at": now, "ended_at": now}
    connection.execute(insert(loan).values(row))


def see(connection: Connection, copy_id: int, now: datetime) -> None:
    """Notes that somebody holds the copy in their hands."""
    connection.execute(update(copy).where(copy.c.id == copy_id).values(seen_at=now))


def books_out(connection: Connection, who: int) -> int:
    """How many books the reader has."""
    return connection.scalar(select(func.count()).where(loan.c.reader_id == who, IS_OPEN)) or 0


def open_loans(connection: Connection, token: str) -> list[Row[Any]]:
    """What the reader with this token has, the longest first: code, name, lent_at, due_at."""
    query = (
        select(copy.c.code, title.c.name, loan.c.lent_at, loan.c.due_at)
        .join(copy, copy.c.id == loan.c.copy_id)
        .join(title, title.c.id == copy.c.title_id)
        .join(reader, reader.c.id == loan.c.reader_id)
        .where(reader.c.token == token, IS_OPEN)
        .order_by(loan.c.lent_at)
    )
    return list(connection.execute(query))


def tickets_with_books(connection: Connection, day: str) -> list[str]:
    """The tokens of the tickets that have a book, of those whose tokens begin with the day."""
    has_book = exists().where(loan.c.reader_id == reader.c.id, IS_OPEN)
    query = select(reader.c.token).where(reader.c.token.startswith(day), has_book).order_by(reader.c.token)
    return list(connection.scalars(query))


def forget_readers(connection: Connection) -> None:
    """Forgets the readers who have no book and wait for none."""
    idle = ~exists().where(loan.c.reader_id == reader.c.id) & ~exists().where(
        reservation.c.reader_id == reader.c.id
    )
    connection.execute(delete_rows(reader).where(idle))
