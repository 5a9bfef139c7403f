"""Titles with their authors, topics and copies: read whole, written by column. Nothing decides here."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
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


def copies(connection: Connection, ids: Iterable[int]) -> dict[int, list[Row[Any]]]:
    """The copies of titles, of each the first that came first."""
    found: dict[int, list[Row[Any]]] = {}
    for row in connection.execute(select(copy).where(copy.c.title_id.in_(list(ids))).order_by(copy.c.id)):
        found.setdefault(row.title_id, []).append(row)
    return found


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


def add_names(connection: Connection, table: Table, title_id: int, wanted: Sequence[str]) -> None:
    """Keeps the authors or topics of a title that has none."""
    if wanted:
        rows = [{"title_id": title_id, "position": at, "name": name} for at, name in enumerate(wanted)]
        connection.execute(insert(table), rows)


def put_names(connection: Connection, table: Table, title_id: int, wanted: Sequence[str]) -> None:
    """Makes these a title's authors or topics, and no others."""
    connection.execute(delete(table).where(table.c.title_id == title_id))
    add_names(connection, table, title_id, wanted)


def add_copies(connection: Connection, rows: Sequence[Values]) -> None:
    """Keeps new copies."""
    if rows:
        connection.execute(insert(copy), [dict(row) for row in rows])


def change_copy(connection: Connection, copy_id: int, values: Values) -> None:
    """Writes these columns of a copy."""
    connection.execute(update(copy).where(copy.c.id == copy_id), dict(values))
