"""What was given of each quota, and the blanks that the staff have counted. Nothing decides here."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import (
    CheckConstraint,
    Column,
    Connection,
    Date,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
    bindparam,
    select,
    update,
)
from sqlalchemy.dialects.sqlite import insert

from queue_core.sqlite.columns import Instant
from queue_core.storage.columns import metadata, office_column
from queue_core.storage.statement import Statement
from queue_core.tickets.rules.quotas import Limit

quota_use = Table(
    "quota_use",
    metadata,
    office_column(),
    Column("day", Date, nullable=False),
    Column("service", String(40), nullable=False),
    Column("part", String(8), nullable=False),
    Column("used", Integer, nullable=False),
    PrimaryKeyConstraint("office", "day", "service", "part"),
    CheckConstraint("used >= 0", name="used_from_zero"),
)

blanks = Table(
    "blanks",
    metadata,
    office_column(),
    Column("day", Date, nullable=False),
    Column("service", String(40), nullable=False),
    Column("number", Integer, nullable=False),
    Column("counted_at", Instant, nullable=False),
    PrimaryKeyConstraint("office", "day", "service"),
    CheckConstraint("number >= 0", name="number_from_zero"),
)

_AFTER = quota_use.c.used + bindparam("cost")
_TAKE = Statement(
    insert(quota_use)
    .values(used=bindparam("cost"))
    .on_conflict_do_update(
        index_elements=["office", "day", "service", "part"],
        set_={"used": _AFTER},
        where=bindparam("most") >= _AFTER,
    )
    .returning(quota_use.c.used)
)
_OF_DAY = [quota_use.c[name] == bindparam(f"of_{name}") for name in ("office", "day", "service", "part")]
_BLANKS = Statement(
    select(blanks.c.number).where(
        blanks.c.office == bindparam("office"),
        blanks.c.day == bindparam("day"),
        blanks.c.service == bindparam("service"),
    )
)
MOST = 2**31
"""What stands for no bound."""


class ServiceDay(NamedTuple):
    """One service on one day of one office: what every count belongs to."""

    office: str
    day: date
    service: str


def take(connection: Connection, of: ServiceDay, limit: Limit) -> bool:
    """Takes from a count what then still fits into it, in one statement; False when it does not fit."""
    most = MOST if limit.most is None else limit.most
    if limit.cost > most:
        return False
    values = {"part": limit.part, "cost": limit.cost, "most": most}
    return _TAKE.first(connection, **of._asdict(), **values) is not None


def give_back(connection: Connection, of: ServiceDay, limit: Limit) -> None:
    """Gives back what was taken from a count; one that was not counted then stays as it is."""
    mine = {f"of_{name}": value for name, value in {**of._asdict(), "part": limit.part}.items()}
    enough = quota_use.c.used >= limit.cost
    given = update(quota_use).where(*_OF_DAY, enough).values(used=quota_use.c.used - limit.cost)
    connection.execute(given, mine)


def used(connection: Connection, of: ServiceDay) -> dict[str, int]:
    """What was taken of every count of a service's day."""
    found = select(quota_use).where(*(quota_use.c[name] == value for name, value in of._asdict().items()))
    return {row.part: row.used for row in connection.execute(found)}


def counted_blanks(connection: Connection, of: ServiceDay) -> int | None:
    """The blanks for the day's tickets as the staff have counted them; None when nobody has."""
    row = _BLANKS.first(connection, **of._asdict())
    return None if row is None else int(row.number)


def count_blanks(connection: Connection, of: ServiceDay, number: int, at: datetime) -> None:
    """Keeps the figure, in the place of an earlier one of the day."""
    changed = {"number": number, "counted_at": at}
    kept = insert(blanks).values(**of._asdict(), **changed)
    connection.execute(kept.on_conflict_do_update(index_elements=[*ServiceDay._fields], set_=changed))
