"""Titles as an audience sees them: for children, none but those that are marked for them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Table, select, true

from reading_corner.rules.audience import Audience
from reading_corner.store.tables import author, title, topic

AT_ONCE = 500


def seen_by(audience: Audience) -> ColumnElement[bool]:
    """The condition on `title` that no question of this audience leaves out."""
    return title.c.for_children if audience is Audience.CHILDREN else true()


def rows(connection: Connection, audience: Audience, ids: Sequence[int]) -> list[Row[Any]]:
    """Whole titles in the order of their ids; who does not see one does not get it."""
    found: dict[int, Row[Any]] = {}
    for start in range(0, len(ids), AT_ONCE):
        some = title.c.id.in_(ids[start : start + AT_ONCE])
        found |= {row.id: row for row in connection.execute(select(title).where(some, seen_by(audience)))}
    return [found[one] for one in ids if one in found]


def authors(connection: Connection, ids: Iterable[int]) -> dict[int, tuple[str, ...]]:
    """The authors of titles, in their order."""
    return _names(connection, author, ids)


def topics(connection: Connection, ids: Iterable[int]) -> dict[int, tuple[str, ...]]:
    """The subjects of titles, in their order."""
    return _names(connection, topic, ids)


def _names(connection: Connection, table: Table, ids: Iterable[int]) -> dict[int, tuple[str, ...]]:
    names: dict[int, tuple[str, ...]] = {}
    query = select(table).where(table.c.title_id.in_(list(ids))).order_by(table.c.title_id, table.c.position)
    for row in connection.execute(query):
        names[row.title_id] = (*names.get(row.title_id, ()), row.name)
    return names
