"""Keyed tokens by which files are found: how a child's and a mother's names sound, and birth dates."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import (
    CheckConstraint,
    Column,
    Connection,
    ForeignKey,
    Index,
    Integer,
    PrimaryKeyConstraint,
    Select,
    String,
    Table,
    and_,
    case,
    delete,
    exists,
    func,
    insert,
    select,
    union,
)

from queue_core.kia.rules.life import FileState
from queue_core.kia.store.files import WITH_TICKET, FileRow, file
from queue_core.storage.columns import metadata, office_column

file_name_token = Table(
    "file_name_token",
    metadata,
    office_column(),
    Column("token", String(32), nullable=False),
    Column("file_id", Integer, ForeignKey("file.id"), nullable=False),
    PrimaryKeyConstraint("office", "token", "file_id"),
    CheckConstraint("length(token) = 32 AND token NOT GLOB '*[^0-9a-f]*'", name="token_not_a_name"),
    Index("ix_file_name_token_file", "file_id"),
    sqlite_with_rowid=False,
)


def replace(connection: Connection, office: str, file_id: int, tokens: Collection[str]) -> None:
    """Keeps these tokens of a file, and no others."""
    connection.execute(delete(file_name_token).where(file_name_token.c.file_id == file_id))
    rows = [{"office": office, "token": token, "file_id": file_id} for token in sorted(tokens)]
    if rows:
        connection.execute(insert(file_name_token), rows)


def forget(connection: Connection, row: FileRow) -> None:
    """Destroys the tokens of a file."""
    connection.execute(delete(file_name_token).where(file_name_token.c.file_id == row.id))


def without_tokens(connection: Connection, office: str, after: int, limit: int) -> Sequence[FileRow]:
    """Files that say something and have no token, by id, those after one of them."""
    has_some = exists().where(file_name_token.c.file_id == file.c.id)
    wanted = and_(file.c.office == office, file.c.id > after, file.c.subject.is_not(None), ~has_some)
    return connection.execute(select(file).where(wanted).order_by(file.c.id).limit(limit)).all()


def near(
    connection: Connection,
    row: FileRow,
    *,
    nik: str | None,
    days: Collection[str],
    near_days: Collection[str],
    names: Collection[str],
    states: Collection[FileState],
    limit: int,
    only: Collection[int] | None = None,
) -> Sequence[FileRow]:
    """Other files in these states that have the NIK, one of the days, or a near day and a name.

    Those with the NIK first, then the newest; `only` those of some, where they are told.
    """
    by_day, by_name = file_name_token.alias(), file_name_token.alias()
    has_name = and_(
        by_name.c.office == row.office,
        by_name.c.token.in_(names),
        by_name.c.file_id == by_day.c.file_id,
    )
    has_nik = file.c.nik_token == (nik or "")
    of_some = [] if only is None else [by_day.c.file_id.in_(only)]
    found = union(
        select(file.c.id).where(file.c.office == row.office, has_nik),
        select(by_day.c.file_id).where(by_day.c.office == row.office, by_day.c.token.in_(days), *of_some),
        select(by_day.c.file_id).where(
            by_day.c.office == row.office, by_day.c.token.in_(near_days), *of_some, exists().where(has_name)
        ),
    )
    others = WITH_TICKET.where(file.c.id.in_(found), file.c.id != row.id, file.c.state.in_(states))
    if only is not None:
        others = others.where(file.c.id.in_(only))
    first = case((has_nik, 0), else_=1)
    return connection.execute(others.order_by(first, file.c.id.desc()).limit(limit)).all()


def frequency(connection: Connection, office: str, token: str, limit: int) -> int:
    """How many files have a token; counted no further than the limit."""
    some = _having(office, token).limit(limit).subquery()
    return int(connection.execute(select(func.count()).select_from(some)).scalar_one())


def having_all(
    connection: Connection, office: str, tokens: Sequence[str], within: int, limit: int
) -> Sequence[int]:
    """The newest files that have every token, among the newest `within` that have the first."""
    first = _having(office, tokens[0]).limit(within).subquery()
    found = select(first.c.file_id)
    for token in tokens[1:]:
        one = file_name_token.alias()
        has_it = and_(one.c.office == office, one.c.token == token, one.c.file_id == first.c.file_id)
        found = found.where(exists().where(has_it))
    return connection.execute(found.order_by(first.c.file_id.desc()).limit(limit)).scalars().all()


def by_ids(connection: Connection, ids: Collection[int]) -> Sequence[FileRow]:
    """These files."""
    return connection.execute(WITH_TICKET.where(file.c.id.in_(ids))).all()


def _having(office: str, token: str) -> Select[tuple[int]]:
    mine = and_(file_name_token.c.office == office, file_name_token.c.token == token)
    return select(file_name_token.c.file_id).where(mine).order_by(file_name_token.c.file_id.desc())
