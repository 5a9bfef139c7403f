"""What an audience finds without searching: all titles in brief, and where their copies stand."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, and_, func, or_, select

from reading_corner.rules.audience import Audience
from reading_corner.rules.shelf import Care, Where
from reading_corner.store.tables import copy, loan, title, topic
from reading_corner.store.titles import seen_by

READ_HERE = (Care.IN_USE, Care.REFERENCE)
"""How a copy is that whoever comes may take from the shelf."""


def stamp(connection: Connection, audience: Audience) -> tuple[Any, ...]:
    """Another one whenever a title that this audience sees has come, gone or changed."""
    what = (func.count(), func.max(title.c.changed_at), func.sum(title.c.id))
    return tuple(connection.execute(select(*what).where(seen_by(audience))).one())


def how_many(connection: Connection, audience: Audience) -> int:
    """How many titles this audience sees."""
    return connection.scalar(select(func.count()).where(seen_by(audience))) or 0


def at_places(connection: Connection, audience: Audience, places: Collection[int]) -> dict[int, int]:
    """The ids of the titles that stand at these places, counted from 0 in the order in which they came."""
    place = (func.row_number().over(order_by=title.c.id) - 1).label("place")
    numbered = select(title.c.id, place).where(seen_by(audience)).subquery()
    query = select(numbered.c.place, numbered.c.id).where(numbered.c.place.in_(list(places)))
    return {row.place: row.id for row in connection.execute(query)}


def in_brief(connection: Connection, audience: Audience) -> Sequence[Any]:
    """Of every title: id, name, ddc, ages, pages, subjects as one text; in the order of their names."""
    subjects = select(func.group_concat(topic.c.name, " ")).where(topic.c.title_id == title.c.id)
    columns = (title.c.id, title.c.name, title.c.ddc, title.c.age_from, title.c.age_to, title.c.pages)
    query = select(*columns, subjects.scalar_subquery().label("subjects")).where(seen_by(audience))
    return connection.execute(query.order_by(title.c.name, title.c.id)).all()


def standing(connection: Connection, ids: Iterable[int]) -> frozenset[int]:
    """Which of these titles have a copy on the shelf now."""
    query = _copies(list(ids)).where(loan.c.id.is_(None))
    return frozenset(row.title_id for row in connection.execute(query))


def at_hand(connection: Connection, audience: Audience, ids: Iterable[int]) -> frozenset[int]:
    """Which of these titles have a copy on the shelf, or one that somebody reads here and brings back."""
    seen = copy.c.title_id.in_(select(title.c.id).where(seen_by(audience)))
    query = _copies(list(ids)).where(seen, or_(loan.c.id.is_(None), loan.c.where == Where.HERE))
    return frozenset(row.title_id for row in connection.execute(query))


def away(connection: Connection, ids: Iterable[int]) -> frozenset[int]:
    """Which of these titles have copies, and all of them with readers."""
    ids = list(ids)
    known = frozenset(row.title_id for row in connection.execute(_copies(ids)))
    return known - standing(connection, ids)


def copies(connection: Connection, title_id: int) -> Sequence[Any]:
    """The copies of a title that can be read: place, call number, and the open loan of one that is out."""
    return connection.execute(_copies([title_id]).order_by(copy.c.code)).all()


def _copies(ids: Sequence[int]) -> Any:  # noqa: ANN401  SQLAlchemy's own type of a joined select says nothing
    columns = (copy.c.title_id, copy.c.location, copy.c.call_number, loan.c.id.label("loan_id"))
    open_loan = and_(loan.c.copy_id == copy.c.id, loan.c.ended_at.is_(None))
    joined = copy.outerjoin(loan, open_loan)
    return select(*columns).select_from(joined).where(copy.c.title_id.in_(ids), copy.c.care.in_(READ_HERE))
