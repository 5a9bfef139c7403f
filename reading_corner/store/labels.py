"""What labels need to know: which titles have no copy, and how copies are called."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, select

from reading_corner.store.tables import copy, title


def titles_without_copies(connection: Connection) -> Sequence[int]:
    """The titles of which no copy is known, the oldest first."""
    query = select(title.c.id).where(title.c.id.not_in(select(copy.c.title_id))).order_by(title.c.id)
    return connection.scalars(query).all()


def copies(connection: Connection) -> Sequence[Row[Any, Any, Any]]:
    """Every copy's code with its title's name and colour, by the code."""
    query = select(copy.c.code, title.c.name, title.c.colour).join_from(copy, title).order_by(copy.c.code)
    return connection.execute(query).all()
