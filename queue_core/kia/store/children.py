"""The tables of the children without a card and of imports. What is personal stands here but sealed.

`duty_record` is what the office has itself brought of a child that was listed by consent.
In plain stand the village and the month of the seventeenth birthday, so that children can be counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    Column,
    ColumnElement,
    Connection,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    and_,
    func,
    insert,
    or_,
    select,
    text,
    true,
    update,
)

from queue_core.kia.rules.listing import CLOSED, KEPT, ListedState, Source
from queue_core.kia.store.files import SEALED, FileRow, file
from queue_core.sqlite.columns import Instant, among
from queue_core.storage.columns import metadata, office_column

NO_PLAIN_TEXT = "length({0}) = 32 AND {0} NOT GLOB '*[^0-9a-f]*'"
ENDS = among(state for state in KEPT if state in CLOSED)

child = Table(
    "listed_child",
    metadata,
    Column("id", Integer, primary_key=True),
    office_column(),
    Column("village", String(13), nullable=False),
    Column("source", String(16), nullable=False),
    Column("state", String(16), nullable=False),
    Column("record", LargeBinary),
    Column("duty_record", LargeBinary),
    Column("nik_token", String(32)),
    Column("who_token", String(32), nullable=False),
    Column("leaves_in", String(7), nullable=False),
    Column("listed_at", Instant, nullable=False),
    Column("listed_by", String(40), nullable=False),
    Column("card_at", Instant),
    Column("closed_at", Instant),
    CheckConstraint(f"source IN ({among(Source)})", name="source_known"),
    CheckConstraint(f"state IN ({among(KEPT)})", name="state_known"),
    CheckConstraint(SEALED.format("record"), name="record_sealed"),
    CheckConstraint(SEALED.format("duty_record"), name="duty_record_sealed"),
    CheckConstraint("record IS NOT NULL OR duty_record IS NULL", name="forgotten_whole"),
    CheckConstraint(NO_PLAIN_TEXT.format("nik_token"), name="token_not_a_nik"),
    CheckConstraint(NO_PLAIN_TEXT.format("who_token"), name="token_not_a_name"),
    CheckConstraint("leaves_in GLOB '20[0-9][0-9]-[01][0-9]'", name="leaves_in_a_month"),
    CheckConstraint(f"(state IN ({ENDS})) = (closed_at IS NOT NULL)", name="closed_once"),
    CheckConstraint("state <> 'has_card' OR card_at IS NOT NULL", name="has_card_since"),
    CheckConstraint("state <> 'without_card' OR card_at IS NULL", name="without_card_so_far"),
    Index(
        "ix_listed_child_nik", "office", "nik_token", unique=True, sqlite_where=text("nik_token IS NOT NULL")
    ),
    Index("ix_listed_child_who", "office", "who_token", unique=True, sqlite_where=text("nik_token IS NULL")),
    Index("ix_listed_child_known", "office", "who_token"),
    Index("ix_listed_child_list", "office", "state", "village", "leaves_in"),
    Index("ix_listed_child_count", "office", "village", "listed_at", "leaves_in", "card_at", "closed_at"),
)

imports = Table(
    "child_import",
    metadata,
    Column("id", Integer, primary_key=True),
    office_column(),
    Column("digest", String(32), nullable=False),
    Column("rows", Integer, nullable=False),
    Column("done", Integer, nullable=False),
    Column("added", Integer, nullable=False),
    Column("known", Integer, nullable=False),
    Column("given", Integer, nullable=False),
    Column("refused", Integer, nullable=False),
    Column("started_at", Instant, nullable=False),
    Column("started_by", String(40), nullable=False),
    Column("finished_at", Instant),
    CheckConstraint("done BETWEEN 0 AND rows", name="done_of_rows"),
    CheckConstraint("(finished_at IS NOT NULL) = (done = rows)", name="finished_when_done"),
    Index("ix_child_import_digest", "office", "digest", unique=True),
)

ChildRow = Any
ImportRow = Any


def add(connection: Connection, rows: Sequence[Mapping[str, object]]) -> None:
    """Keeps new children. Raises IntegrityError for one that is kept already."""
    if rows:
        connection.execute(insert(child), [dict(row) for row in rows])


def by_id(connection: Connection, office: str, child_id: int) -> ChildRow | None:
    """The child with this id."""
    return connection.execute(select(child).where(child.c.office == office, child.c.id == child_id)).first()


def known(
    connection: Connection, office: str, niks: Iterable[str], whos: Iterable[str]
) -> Sequence[ChildRow]:
    """The children that have one of these tokens."""
    wanted = or_(child.c.nik_token.in_(niks), child.c.who_token.in_(whos))
    columns = select(child.c.id, child.c.nik_token, child.c.who_token, child.c.state, child.c.source)
    return connection.execute(columns.where(child.c.office == office, wanted)).all()


def page(
    connection: Connection, office: str, which: ColumnElement[bool], page_number: int, size: int
) -> Sequence[ChildRow]:
    """A page of the children of whom something holds, by village and in the order in which they came."""
    found = select(child).where(child.c.office == office, which).order_by(child.c.village, child.c.id)
    return connection.execute(found.limit(size).offset((page_number - 1) * size)).all()


def by_village(connection: Connection, office: str, which: ColumnElement[bool]) -> dict[str, int]:
    """How many children there are in each village of whom something holds."""
    counted = select(child.c.village, func.count()).where(child.c.office == office, which)
    return {village: count for village, count in connection.execute(counted.group_by(child.c.village))}


def in_state(state: ListedState, month: str) -> ColumnElement[bool]:
    """Those in a state in a month who are not forgotten; who left by age before it is seventeen."""
    return and_(child.c.record.is_not(None), _state(state, month))


def _state(state: ListedState, month: str) -> ColumnElement[bool]:
    if state is ListedState.SEVENTEEN:
        return and_(child.c.leaves_in < month, child.c.state.not_in(CLOSED))
    return (
        child.c.state == state
        if state in CLOSED
        else and_(child.c.state == state, child.c.leaves_in >= month)
    )


def of_village(village: str | None) -> ColumnElement[bool]:
    """Those of a village, or of any."""
    return true() if village is None else child.c.village == village


def give_cards(connection: Connection, ids: Sequence[int], at: datetime) -> None:
    """Children without a card have one from now on."""
    mine = and_(child.c.id.in_(ids), child.c.state == ListedState.WITHOUT_CARD)
    connection.execute(update(child).where(mine).values(state=ListedState.HAS_CARD, card_at=at))


def take_card(connection: Connection, child_id: int) -> None:
    """A child that has a card has none any more."""
    mine = and_(child.c.id == child_id, child.c.state == ListedState.HAS_CARD)
    connection.execute(update(child).where(mine).values(state=ListedState.WITHOUT_CARD, card_at=None))


def close(connection: Connection, row: ChildRow, why: ListedState, at: datetime) -> bool:
    """Takes a child off the list that is as it was read; whether it was."""
    mine = and_(child.c.id == row.id, child.c.state == row.state)
    return connection.execute(update(child).where(mine).values(state=why, closed_at=at)).rowcount == 1


def withdraw(connection: Connection, row: ChildRow, at: datetime) -> bool:
    """Takes a child off the list that is as it was read, and forgets who it is; whether it was."""
    if not close(connection, row, ListedState.WITHDRAWN, at):
        return False
    return _forget(connection, row.office, child.c.id == row.id) == 1


def keep_own(connection: Connection, row: ChildRow, values: Mapping[str, object]) -> None:
    """Keeps what the office has itself brought of a child that was listed by consent."""
    connection.execute(update(child).where(child.c.id == row.id).values(values))


def keep_by_duty(connection: Connection, row: ChildRow, values: Mapping[str, object]) -> None:
    """What family or file told gives way to what the office has itself brought."""
    connection.execute(update(child).where(child.c.id == row.id).values(duty_record=None, **values))


def is_listed_otherwise(connection: Connection, row: ChildRow, values: Mapping[str, object]) -> bool:
    """Whether another row of the list is already the child that this one would become."""
    nik, who = values["nik_token"], values["who_token"]
    same = child.c.nik_token == nik if nik else and_(child.c.nik_token.is_(None), child.c.who_token == who)
    others = select(child.c.id).where(child.c.office == row.office, same, child.c.id != row.id)
    return connection.execute(others.limit(1)).first() is not None


def forget(connection: Connection, row: ChildRow) -> None:
    """Forgets who a child is."""
    _forget(connection, row.office, child.c.id == row.id)


def by_nik(connection: Connection, office: str, token: str) -> ChildRow | None:
    """The child of whoever has the NIK behind a token."""
    mine = and_(child.c.office == office, child.c.nik_token == token)
    return connection.execute(select(child).where(mine)).first()


def forget_for(connection: Connection, row: FileRow) -> None:
    """Forgets who the child of a file is, unless another file of the child is kept.

    A file without a NIK is of no child that the list could know it by.
    """
    if row.nik_token is not None and not is_of_another_file(connection, row):
        _forget(connection, row.office, child.c.nik_token == row.nik_token)


def is_of_another_file(connection: Connection, row: FileRow) -> bool:
    """Whether another file of the child of a file is kept."""
    others = select(file.c.id).where(
        file.c.office == row.office, file.c.nik_token == row.nik_token, file.c.id != row.id
    )
    return connection.execute(others.limit(1)).first() is not None


def forget_ended(connection: Connection, office: str, before: datetime, month: str) -> int:
    """Forgets who left the list before an instant or was seventeen before a month; how many they were."""
    return _forget(connection, office, or_(child.c.closed_at < before, child.c.leaves_in < month))


def _forget(connection: Connection, office: str, whom: ColumnElement[bool]) -> int:
    """What is counted stays: nothing in it tells who it was, and a random token is nobody's."""
    nobody = func.lower(func.hex(func.randomblob(16)))
    mine = and_(child.c.office == office, child.c.record.is_not(None), whom)
    gone = update(child).where(mine).values(record=None, duty_record=None, nik_token=None, who_token=nobody)
    return connection.execute(gone).rowcount


def ownership(connection: Connection, office: str, month: str, end: datetime) -> dict[str, tuple[int, int]]:
    """By village, at the end of a month: how many should have a card, and how many of them have one."""
    there = and_(
        child.c.office == office,
        child.c.listed_at < end,
        or_(child.c.closed_at.is_(None), child.c.closed_at >= end),
        child.c.leaves_in > month,
    )
    counted = select(child.c.village, func.count(), func.count().filter(child.c.card_at < end)).where(there)
    rows = connection.execute(counted.group_by(child.c.village))
    return {village: (due, has) for village, due, has in rows}


def begin_import(connection: Connection, **values: object) -> int:
    """Keeps a new import; its id."""
    return int(connection.execute(insert(imports).values(values).returning(imports.c.id)).scalar_one())


def import_by_digest(connection: Connection, office: str, digest: str) -> ImportRow | None:
    """The import of a file."""
    mine = and_(imports.c.office == office, imports.c.digest == digest)
    return connection.execute(select(imports).where(mine)).first()


def import_by_id(connection: Connection, office: str, import_id: int) -> ImportRow | None:
    """The import with this id."""
    mine = and_(imports.c.office == office, imports.c.id == import_id)
    return connection.execute(select(imports).where(mine)).first()


def advance(connection: Connection, row: ImportRow, **values: object) -> bool:
    """Counts an import on that is as far as it was read; whether it was."""
    mine = and_(imports.c.id == row.id, imports.c.done == row.done)
    return connection.execute(update(imports).where(mine).values(values)).rowcount == 1
