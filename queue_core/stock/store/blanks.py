"""The tables of blanks and of the ranges in which they came, and their queries. Nothing decides here.

`loaded_at`: when it was last put into the printer, so that what was printed is known from what was not.
`used_at`: when it was first good or spoiled; a card that is spoiled later keeps it.
`asked_...`: who asks to write it off, why and since when, until somebody else has decided.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    Column,
    Connection,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    UniqueConstraint,
    and_,
    func,
    insert,
    literal,
    select,
    update,
)

from queue_core.sqlite.columns import Instant, among
from queue_core.stock.rules.blanks import BY_TWO, BlankState, SpoilReason
from queue_core.storage.columns import metadata, office_column

STATES = among(BlankState)
REASONS = among(SpoilReason)
ASKED = among(sorted(BY_TWO))

blank_batch = Table(
    "blank_batch",
    metadata,
    Column("id", Integer, primary_key=True),
    office_column(),
    Column("first_serial", String(20), nullable=False),
    Column("last_serial", String(20), nullable=False),
    Column("received_at", Instant, nullable=False),
    Column("received_by", String(80), nullable=False),
)

blank = Table(
    "blank",
    metadata,
    Column("id", Integer, primary_key=True),
    office_column(),
    Column("serial", String(20), nullable=False),
    Column("batch_id", Integer, ForeignKey("blank_batch.id"), nullable=False),
    Column("state", String(8), nullable=False),
    Column("spoiled_reason", String(12)),
    Column("loaded_at", Instant),
    Column("used_at", Instant),
    Column("changed_at", Instant, nullable=False),
    Column("changed_by", String(80), nullable=False),
    Column("asked_reason", String(12)),
    Column("asked_by", String(80)),
    Column("asked_at", Instant),
    CheckConstraint(f"asked_reason IN ({ASKED})", name="asked_for_a_reason"),
    CheckConstraint("asked_by IS NULL OR state = 'drawer'", name="asked_in_the_drawer"),
    CheckConstraint(
        "(asked_by IS NULL) = (asked_reason IS NULL) AND (asked_by IS NULL) = (asked_at IS NULL)",
        name="asked_whole",
    ),
    CheckConstraint(f"state IN ({STATES})", name="state_known"),
    CheckConstraint(f"spoiled_reason IN ({REASONS})", name="reason_known"),
    CheckConstraint("(state = 'spoiled') = (spoiled_reason IS NOT NULL)", name="spoiled_for_a_reason"),
    CheckConstraint("(state IN ('good', 'spoiled')) = (used_at IS NOT NULL)", name="used_is_good_or_spoiled"),
    CheckConstraint("state NOT IN ('printer', 'good') OR loaded_at IS NOT NULL", name="printed_was_loaded"),
    CheckConstraint("state <> 'drawer' OR loaded_at IS NULL", name="drawer_is_not_loaded"),
    UniqueConstraint("office", "serial", name="uq_blank_serial"),
    Index("ix_blank_state", "office", "state", "spoiled_reason"),
    Index("ix_blank_used", "office", "used_at"),
)

BlankRow = Any


def receive(connection: Connection, office: str, serials: Sequence[str], *, at: datetime, by: str) -> None:
    """Puts a range of new blanks into the drawer, in one statement. Raises IntegrityError for a known one."""
    came = {"office": office, "received_at": at, "received_by": by}
    ends = {"first_serial": serials[0], "last_serial": serials[-1]}
    batch = connection.execute(insert(blank_batch).values(**came, **ends).returning(blank_batch.c.id))
    same = {"batch_id": batch.scalar_one(), "state": BlankState.DRAWER, "changed_at": at, "changed_by": by}
    each = func.json_each(json.dumps(serials)).table_valued("value")
    fixed = (literal(value, blank.c[name].type) for name, value in same.items())
    new = select(literal(office), each.c.value, *fixed)
    connection.execute(insert(blank).from_select(["office", "serial", *same], new))


def by_serial(connection: Connection, office: str, serial: str) -> BlankRow | None:
    """The blank with this serial."""
    mine = and_(blank.c.office == office, blank.c.serial == serial)
    return connection.execute(select(blank).where(mine)).first()


def first_known(connection: Connection, office: str, first: str, last: str) -> str | None:
    """The first blank of a range that was received before."""
    between = and_(
        blank.c.office == office,
        blank.c.serial.between(first, last),
        func.length(blank.c.serial) == len(first),
    )
    known: str | None = connection.execute(select(func.min(blank.c.serial)).where(between)).scalar()
    return known


def batches(connection: Connection, office: str) -> Sequence[BlankRow]:
    """Every range that was received."""
    return connection.execute(select(blank_batch).where(blank_batch.c.office == office)).all()


def counted(connection: Connection, office: str) -> Sequence[BlankRow]:
    """How many blanks are in each state, the spoiled by reason: state, reason, number."""
    kind = (blank.c.state, blank.c.spoiled_reason)
    counts = select(*kind, func.count()).where(blank.c.office == office).group_by(*kind)
    return connection.execute(counts).all()


def in_state(connection: Connection, office: str, state: BlankState) -> Sequence[str]:
    """The serials in a state: those of one series together, in order."""
    mine = and_(blank.c.office == office, blank.c.state == state)
    in_order = select(blank.c.serial).where(mine).order_by(func.length(blank.c.serial), blank.c.serial)
    return connection.execute(in_order).scalars().all()


def asked_for(connection: Connection, office: str) -> Sequence[BlankRow]:
    """The blanks that somebody asks to write off, the first asked first."""
    mine = and_(blank.c.office == office, blank.c.asked_by.is_not(None))
    return connection.execute(select(blank).where(mine).order_by(blank.c.asked_at, blank.c.id)).all()


def used_since(connection: Connection, office: str, since: datetime) -> Sequence[datetime]:
    """When each blank was used; one that was lost before it was a good card is no use."""
    is_lost = func.coalesce(blank.c.spoiled_reason, "") == SpoilReason.LOST
    lost = and_(is_lost, blank.c.used_at == blank.c.changed_at)
    mine = and_(blank.c.office == office, blank.c.used_at >= since, ~lost)
    return connection.execute(select(blank.c.used_at).where(mine)).scalars().all()


def printed_since(connection: Connection, office: str, since: datetime) -> int:
    """How many blanks went through the printer, whatever came out."""
    mine = and_(blank.c.office == office, blank.c.used_at >= since, blank.c.loaded_at.is_not(None))
    return int(connection.execute(select(func.count()).where(mine)).scalar_one())


def compare_and_set(
    connection: Connection, row: BlankRow, *, at: datetime, by: str, **values: object
) -> bool:
    """Changes a blank that is still in the state in which it was read; whether it was."""
    mine = and_(blank.c.id == row.id, blank.c.state == row.state)
    changed = update(blank).where(mine).values(changed_at=at, changed_by=by, **values)
    return connection.execute(changed).rowcount == 1
