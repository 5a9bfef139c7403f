"""What the figures are made of: counts of the shelf, and of what was read from one instant to another.

No question here asks for a reader, or whether one was a child: a loan that has ended knows the one no more,
and the other was never asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, func, select

from reading_corner.rules.shelf import Care, Where
from reading_corner.store.stocktake import GONE
from reading_corner.store.tables import copy, loan, title


def holding(connection: Connection) -> tuple[int, int, int]:
    """How many titles there are, how many copies that are neither missing nor withdrawn, how many missing."""
    titles = connection.scalar(select(func.count()).select_from(title)) or 0
    by_care = select(copy.c.care, func.count()).group_by(copy.c.care)
    copies: dict[str, int] = {care: number for care, number in connection.execute(by_care)}
    there = sum(number for care, number in copies.items() if care not in GONE)
    return titles, there, copies.get(Care.MISSING, 0)


def begun(connection: Connection, since: datetime, until: datetime) -> Sequence[tuple[datetime, Where]]:
    """The readings that began from the one instant until before the other: when, and where."""
    when = (loan.c.lent_at >= since, loan.c.lent_at < until)
    query = select(loan.c.lent_at, loan.c.where).where(*when)
    return [(lent_at, Where(where)) for lent_at, where in connection.execute(query)]


def most_read(
    connection: Connection, since: datetime, until: datetime, least: int, most: int
) -> Sequence[Row[Any, Any]]:
    """The titles that were read most, at least so often: name, times."""
    times = func.count().label("times")
    query = (
        select(title.c.name, times)
        .select_from(loan.join(copy, copy.c.id == loan.c.copy_id).join(title, title.c.id == copy.c.title_id))
        .where(loan.c.lent_at >= since, loan.c.lent_at < until)
        .group_by(title.c.id)
        .having(times >= least)
        .order_by(times.desc(), title.c.name)
        .limit(most)
    )
    return connection.execute(query).all()
