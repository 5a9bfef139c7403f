"""Titles with their authors, topics and copies: read whole, written by column. Nothing decides here."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Table, delete, insert, select, update

from reading_corner.store.tables import copy, title

Values = Mapping[str, Any]


def by_key(connection: Connection, key: str) -> Row[Any] | None:
    """The title of this record of a source."""
    return connection.execute(select(title).where(title.c.key == key)).one_or_none()


def by_id(connection: Connection, title_id: int) -> Row[Any] | None:
    """The title with this number."""
    return connection.execute(select(title).where(title.c.id == title_id)).one_or_none()


def by_name(connection: Connection, name: str) -> Sequence[Row[Any]]:
    """Two titles at most that bear exactly this name."""
    return connection.execute(select(title).where(title.c.name == name).limit(2)).all()


def after(connection: Connection, title_id: int, number: int) -> Sequence[Row[Any]]:
    """So many titles that come after one, by their numbers."""
    query = select(title).where(title.c.id > title_id).order_by(title.c.id).limit(number)
    return connection.execute(query).all()


def names(connection: Connection, table: Table, title_id: int) -> tuple[str, ...]:
    """A title's authors or topics in their order."""
    query = select(table.c.name).where(table.c.title_id == title_id).order_by(table.c.position)
    return tuple(connection.scalars(query))


def copies(connection: Connection, title_id: int) -> Sequence[Row[Any]]:
    """A title's copies, the first that came first."""
    return connection.execute(select(copy).where(copy.c.title_id == title_id).order_by(copy.c.id)).all()


def copies_by_code(connection: Connection, codes: Collection[str]) -> Sequence[Row[Any]]:
    """The copies that bear one of these codes."""
    return connection.execute(select(copy).where(copy.c.code.in_(codes))).all()


def codes_like(connection: Connection, pattern: str) -> Iterator[str]:
    """The codes of copies that look like this, the last first; `_` stands for any sign."""
    return iter(
        connection.scalars(select(copy.c.code).where(copy.c.code.like(pattern)).order_by(copy.c.code.desc()))
    )


def add_title(connection: Connection, values: Values) -> int:
    """Keeps a new title; its number."""
    return int(connection.execute(insert(title).returning(title.c.id), dict(values)).scalar_one())


def change_title(connection: Connection, title_id: int, values: Values, now: datetime) -> None:
    """Writes these columns of a title, and when."""
    connection.execute(update(title).where(title.c.id == title_id), dict(values) | {"changed_at": now})


def put_names(connection: Connection, table: Table, title_id: int, wanted: Sequence[str]) -> None:
    """Makes these a title's authors or topics, and no others."""
    connection.execute(delete(table).where(table.c.title_id == title_id))
    if wanted:
        rows = [{"title_id": title_id, "position": at, "name": name} for at, name in enumerate(wanted)]
        connection.execute(insert(table), rows)


def add_copies(connection: Connection, rows: Sequence[Values]) -> None:
    """Keeps new copies."""
    if rows:
        connection.execute(insert(copy), [dict(row) for row in rows])


def change_copy(connection: Connection, copy_id: int, values: Values) -> None:
    """Writes these columns of a copy."""
    connection.execute(update(copy).where(copy.c.id == copy_id), dict(values))
