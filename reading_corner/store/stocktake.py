"""A stock-take in the database: a copy remembers when it was last held, and nothing else is kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, func, or_, select, update

from reading_corner.rules.lending import LENDABLE
from reading_corner.rules.shelf import Care
from reading_corner.store.tables import copy, loan, title

GONE = (Care.MISSING, Care.WITHDRAWN)
IS_OUT = loan.c.id.is_not(None)
WITH_LOAN = copy.outerjoin(loan, and_(loan.c.copy_id == copy.c.id, loan.c.ended_at.is_(None)))


def known(connection: Connection, codes: Iterable[str]) -> dict[str, int]:
    """The ids of those codes that copies have, however written; who bears the very code comes first."""
    codes = list(codes)
    query = select(copy.c.code, copy.c.id).where(copy.c.code.collate("NOCASE").in_(codes))
    found = {row.code: row.id for row in connection.execute(query)}
    any_case = {code.upper(): copy_id for code, copy_id in found.items()} | found
    return {code: any_case.get(code, any_case[code.upper()]) for code in codes if code.upper() in any_case}


def see(connection: Connection, seen: Mapping[int, datetime]) -> None:
    """Notes when copies were seen; one that was seen later already keeps that."""
    for copy_id, at in seen.items():
        older = or_(copy.c.seen_at.is_(None), copy.c.seen_at < at)
        connection.execute(update(copy).where(copy.c.id == copy_id, older).values(seen_at=at))


def count_seen(connection: Connection, since: datetime) -> int:
    """How many copies were seen and stand where they should."""
    query = select(func.count()).select_from(WITH_LOAN)
    return connection.scalar(query.where(copy.c.seen_at >= since, copy.c.care.not_in(GONE), ~IS_OUT)) or 0


def missing(connection: Connection, since: datetime) -> list[Row[Any]]:
    """The copies that should stand on the shelf and were not seen: code, name, location, care, out."""
    unseen = or_(copy.c.seen_at.is_(None), copy.c.seen_at < since)
    return _odd(connection, and_(unseen, copy.c.care.in_(LENDABLE), ~IS_OUT))


def unexpected(connection: Connection, since: datetime) -> list[Row[Any]]:
    """The copies that were seen though they are lost or gone, or seen after they were lent."""
    lent_before = and_(IS_OUT, loan.c.lent_at < copy.c.seen_at)
    return _odd(connection, and_(copy.c.seen_at >= since, or_(copy.c.care.in_(GONE), lent_before)))


def _odd(connection: Connection, which: ColumnElement[bool]) -> list[Row[Any]]:
    query = (
        select(copy.c.code, title.c.name, copy.c.location, copy.c.care, IS_OUT.label("out"))
        .select_from(WITH_LOAN.join(title, title.c.id == copy.c.title_id))
        .where(which)
        .order_by(copy.c.location, copy.c.code)
    )
    return list(connection.execute(query))
