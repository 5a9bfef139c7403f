"""The cards that borrow: which numbers were given, and until when cards of another library are valid."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy import Connection, exists, func, insert, select, update

from reading_corner.store.tables import member_card, reader_card


def last_serial(connection: Connection) -> int:
    """The largest serial that was given, 0 before the first."""
    return connection.scalar(select(func.max(reader_card.c.serial))) or 0


def give(connection: Connection, serials: Iterable[int]) -> None:
    """Keeps that these serials are given. Raises sqlalchemy.exc.IntegrityError for one that was."""
    connection.execute(insert(reader_card), [{"serial": serial} for serial in serials])


def is_given(connection: Connection, serial: int) -> bool:
    """Whether a card with this serial was made here."""
    return connection.scalar(select(exists().where(reader_card.c.serial == serial))) or False


def last_day(connection: Connection, token: str) -> date | None:
    """The last day on which a card of another library borrows; None for one that was never imported."""
    found = connection.scalar(select(member_card.c.expires_on).where(member_card.c.token == token))
    return date.fromisoformat(found) if found else None


def keep_member(connection: Connection, token: str, expires_on: date) -> None:
    """Keeps a card of another library that is not known yet."""
    connection.execute(insert(member_card).values(token=token, expires_on=expires_on.isoformat()))


def change_last_day(connection: Connection, token: str, expires_on: date) -> None:
    """Keeps until when a known card of another library borrows."""
    mine = update(member_card).where(member_card.c.token == token)
    connection.execute(mine.values(expires_on=expires_on.isoformat()))
