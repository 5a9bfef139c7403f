"""The ledger: one append-only row for every change of state and every act of a person.

It is audit, replay and the source of the live events in one. Rows that an audience may hear of carry that
audience's own number, counted without gaps.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    ColumnElement,
    Connection,
    Index,
    Integer,
    ScalarSelect,
    String,
    Table,
    bindparam,
    case,
    func,
    insert,
    select,
    text,
)

from queue_core.foundation.audiences import Audience
from queue_core.sqlite.columns import Instant
from queue_core.storage.columns import metadata, office_column
from queue_core.storage.statement import Statement

OF_FILE = text("json_extract(body, '$.file.id')")
UNHEARD = text("coalesce(staff_seq, hall_seq) IS NULL")

ledger = Table(
    "ledger",
    metadata,
    Column("id", Integer, primary_key=True),
    office_column(),
    Column("at", Instant, nullable=False),
    Column("actor", String(80), nullable=False),
    Column("action", String(40), nullable=False),
    Column("body", JSON, nullable=False),
    Column("staff_seq", Integer),
    Column("hall_seq", Integer),
    Index("ix_ledger_staff", "office", "staff_seq", unique=True),
    Index("ix_ledger_hall", "office", "hall_seq", unique=True),
    Index("ix_ledger_file", "office", OF_FILE, sqlite_where=UNHEARD),
)
"""Triggers refuse to change or delete a row."""

SEQUENCE = {Audience.STAFF: ledger.c.staff_seq, Audience.HALL: ledger.c.hall_seq}


@dataclass(frozen=True)
class LedgerRow:
    """One row: what happened, by whom, and its number for each audience that hears of it."""

    at: datetime
    actor: str
    action: str
    body: dict[str, Any]
    sequence: dict[Audience, int]


def _last(audience: Audience) -> ScalarSelect[Any]:
    column = SEQUENCE[audience]
    return select(func.max(column)).where(ledger.c.office == bindparam("of_office")).scalar_subquery()


def _next(audience: Audience) -> ColumnElement[Any]:
    return case((bindparam(f"for_{audience}"), func.coalesce(_last(audience), 0) + 1), else_=None)


_HEADS = Statement(select(*(_last(audience).label(audience) for audience in Audience)))
_APPEND = Statement(
    insert(ledger)
    .values(staff_seq=_next(Audience.STAFF), hall_seq=_next(Audience.HALL))
    .returning(ledger.c.staff_seq, ledger.c.hall_seq)
)


def append(
    connection: Connection,
    office: str,
    *,
    at: datetime,
    actor: str,
    action: str,
    body: dict[str, Any],
    audiences: frozenset[Audience] = frozenset(),
) -> LedgerRow:
    """Writes a row within the caller's transaction, numbered for each of `audiences`."""
    values = {"office": office, "at": at, "actor": actor, "action": action, "body": body}
    numbering = {f"for_{audience}": audience in audiences for audience in Audience}
    row = _APPEND.first(connection, **values, **numbering, of_office=office)
    sequence = {audience: getattr(row, SEQUENCE[audience].name) for audience in audiences}
    return LedgerRow(at, actor, action, body, sequence)


def heads(connection: Connection, office: str) -> dict[Audience, int]:
    """The number of each audience's last event, 0 before the first."""
    row = _HEADS.first(connection, of_office=office)
    return {audience: getattr(row, audience) or 0 for audience in Audience}


def since(
    connection: Connection, office: str, audience: Audience, after: int, limit: int
) -> Sequence[LedgerRow]:
    """The audience's events after the number `after`, oldest first, at most `limit`."""
    column = SEQUENCE[audience]
    rows = connection.execute(
        select(ledger).where(ledger.c.office == office, column > after).order_by(column).limit(limit)
    )
    return [
        LedgerRow(row.at, row.actor, row.action, row.body, {audience: getattr(row, column.name)})
        for row in rows
    ]


def of_file(connection: Connection, office: str, file_id: int) -> Sequence[LedgerRow]:
    """What was done to one file and for the ledger alone, oldest first."""
    about = text("json_extract(body, '$.file.id') = :file_id").bindparams(file_id=file_id)
    mine = select(ledger).where(ledger.c.office == office, about, UNHEARD).order_by(ledger.c.id)
    return [LedgerRow(row.at, row.actor, row.action, row.body, {}) for row in connection.execute(mine)]


def last_row(connection: Connection) -> int:
    """The id of the last row, 0 in an empty ledger; rows are committed in the order of their ids."""
    return connection.execute(select(func.max(ledger.c.id))).scalar() or 0


def files_since(connection: Connection, row_id: int) -> frozenset[int]:
    """The files of which rows tell that came after one."""
    of_file = select(OF_FILE).where(ledger.c.id > row_id)
    return frozenset(int(file_id) for (file_id,) in connection.execute(of_file) if file_id is not None)


def latest_of_ticket(
    connection: Connection, office: str, ticket_id: int, actions: Collection[str]
) -> LedgerRow | None:
    """The last row of these actions about a ticket. Looks back row by row: for what was done of late."""
    about = text("json_extract(body, '$.ticket.id') = :ticket_id").bindparams(ticket_id=ticket_id)
    mine = select(ledger).where(ledger.c.office == office, ledger.c.action.in_(actions), about)
    row = connection.execute(mine.order_by(ledger.c.id.desc()).limit(1)).first()
    return LedgerRow(row.at, row.actor, row.action, row.body, {}) if row else None


def latest_instant(
    connection: Connection, office: str, before: datetime | None = None, since: datetime | None = None
) -> datetime | None:
    """When the last row was written, of all or of those before and since an instant; None without one."""
    last = select(ledger.c.at).where(ledger.c.office == office).order_by(ledger.c.id.desc()).limit(1)
    if before is not None:
        last = last.where(ledger.c.at < before)
    if since is not None:
        last = last.where(ledger.c.at >= since)
    return connection.execute(last).scalar()
