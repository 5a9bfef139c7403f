"""The table of files and its queries. Nothing decides here, and nothing personal stands here but sealed."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    Column,
    ColumnElement,
    Connection,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    and_,
    bindparam,
    func,
    insert,
    or_,
    select,
    update,
)

from queue_core.kia.rules.life import ENDED, FileState
from queue_core.kia.store.register import register_entry
from queue_core.sop.store.clock_book import urgent_files
from queue_core.sop.store.tables import sop_clock
from queue_core.sqlite.columns import Instant, among
from queue_core.storage.columns import metadata, office_column
from queue_core.storage.statement import Statement
from queue_core.tickets.store.tables import ticket

STATES = among(FileState)
SEALED = "{0} IS NULL OR (length({0}) > 29 AND substr({0}, 1, 1) = x'01')"
"""A plain text does not look like this by mistake: the format's byte, a nonce of 12, a tag of 16."""

file = Table(
    "file",
    metadata,
    Column("id", Integer, primary_key=True),
    office_column(),
    Column("kind", String(40), nullable=False),
    Column("service", String(40), nullable=False),
    Column("ticket_id", Integer, ForeignKey("ticket.id")),
    Column("state", String(16), nullable=False),
    Column("version", Integer, nullable=False),
    Column("opened_at", Instant, nullable=False),
    Column("opened_by", String(40), nullable=False),
    Column("changed_at", Instant, nullable=False),
    Column("changed_by", String(40), nullable=False),
    Column("moved_at", Instant, nullable=False),
    Column("moved_by", String(40), nullable=False),
    Column("last_action", String(20)),
    Column("subject", LargeBinary),
    Column("reason", LargeBinary),
    Column("nik_token", String(32)),
    Column("asked_action", String(20)),
    Column("asked_by", String(40)),
    Column("asked_at", Instant),
    Column("held_by", String(40)),
    Column("held_since", Instant),
    Column("data_key", LargeBinary),
    Column("erased_at", Instant),
    CheckConstraint(f"state IN ({STATES})", name="state_known"),
    CheckConstraint("version >= 1", name="version_counts"),
    CheckConstraint(
        "subject IS NOT NULL OR state IN ('draft', 'withdrawn') OR erased_at IS NOT NULL", name="somebody_s"
    ),
    CheckConstraint(SEALED.format("subject"), name="subject_sealed"),
    CheckConstraint(SEALED.format("reason"), name="reason_sealed"),
    CheckConstraint(SEALED.format("data_key"), name="key_sealed"),
    CheckConstraint(
        "erased_at IS NULL OR coalesce(subject, reason, data_key, nik_token, asked_action, held_by) IS NULL",
        name="nothing_left",
    ),
    CheckConstraint("length(nik_token) = 32 AND nik_token NOT GLOB '*[^0-9a-f]*'", name="token_not_a_nik"),
    CheckConstraint(
        "asked_action IN ('correct', 'reprint', 'void', 'erase', 'report_lost')", name="asked_what_needs_two"
    ),
    CheckConstraint(
        "(asked_action IS NULL) = (asked_by IS NULL) AND (asked_action IS NULL) = (asked_at IS NULL)",
        name="asked_by_somebody",
    ),
    CheckConstraint("(held_by IS NULL) = (held_since IS NULL)", name="held_since"),
    Index("ix_file_ticket", "ticket_id"),
    Index("ix_file_nik", "office", "nik_token"),
    Index("ix_file_state", "office", "state", "moved_at"),
)

FileRow = Any
_LATEST_CLOCK = (
    select(func.max(sop_clock.c.id)).where(sop_clock.c.file_id == file.c.id).correlate(file).scalar_subquery()
)
_OWED = and_(
    sop_clock.c.id == _LATEST_CLOCK,
    sop_clock.c.interrupted.is_(False),
    or_(sop_clock.c.finished_at.is_(None), file.c.state.in_([FileState.READY, FileState.HANDED_OVER])),
)
"""A clock that has ended is of the document that is there; where that is made void, nothing is timed."""
WITH_TICKET = (
    select(
        file,
        ticket.c.lane,
        ticket.c.serial,
        register_entry.c.year,
        register_entry.c.number,
        register_entry.c.registered_at,
        register_entry.c.ready_at,
        register_entry.c.shelf,
        sop_clock.c.started_at.label("clock_started_at"),
        sop_clock.c.near_at.label("clock_near_at"),
        sop_clock.c.due_at.label("clock_due_at"),
        sop_clock.c.finished_at.label("clock_ended_at"),
    )
    .join_from(file, ticket, isouter=True)
    .join(register_entry, register_entry.c.file_id == file.c.id, isouter=True)
    .join(sop_clock, _OWED, isouter=True)
)
"""A file's row, with its ticket's lane and serial, its number in the register, and its clock."""


def open_file(connection: Connection, **values: object) -> int:
    """Keeps a new file; its id."""
    return int(connection.execute(insert(file).values(values).returning(file.c.id)).scalar_one())


def by_id(connection: Connection, office: str, file_id: int) -> FileRow | None:
    """The file with this id."""
    mine = and_(file.c.office == office, file.c.id == file_id)
    return connection.execute(WITH_TICKET.where(mine)).first()


def listed(
    connection: Connection,
    office: str,
    state: FileState | None,
    ticket_id: int | None,
    limit: int,
    *,
    asked: bool = False,
) -> Sequence[FileRow]:
    """The files in a state, of a ticket, asked about, or all of these."""
    found = WITH_TICKET.where(file.c.office == office)
    if state is not None:
        found = found.where(file.c.state == state)
    if ticket_id is not None:
        found = found.where(file.c.ticket_id == ticket_id)
    if asked:
        found = found.where(file.c.asked_action.is_not(None))
    return connection.execute(found.order_by(file.c.moved_at.desc(), file.c.id.desc()).limit(limit)).all()


def urgent(connection: Connection, office: str, now: datetime, limit: int) -> Sequence[FileRow]:
    """The files whose document is late or soon due: the one that is due first on top, the held ones last."""
    found = WITH_TICKET.where(file.c.id.in_(urgent_files(office, now)))
    return connection.execute(found.order_by(sop_clock.c.due_at.nulls_last(), file.c.id).limit(limit)).all()


def longest_in(
    connection: Connection, office: str, state: FileState, kinds: Collection[str], limit: int
) -> Sequence[FileRow]:
    """The files of these kinds in a state, the longest there first."""
    mine = and_(file.c.office == office, file.c.state == state, file.c.kind.in_(kinds))
    return connection.execute(WITH_TICKET.where(mine).order_by(file.c.moved_at, file.c.id).limit(limit)).all()


_STANDS = Statement(
    select(file.c.state, sop_clock.c.id.label("clock_id"), sop_clock.c.due_at)
    .join_from(
        file,
        sop_clock,
        and_(sop_clock.c.file_id == file.c.id, sop_clock.c.finished_at.is_(None)),
        isouter=True,
    )
    .where(file.c.ticket_id == bindparam("ticket_id"))
)


def stands_of_ticket(connection: Connection, ticket_id: int) -> Sequence[FileRow]:
    """How far the files of a ticket are: their state, and the clock that runs, with its due instant.

    Asked for every family's page, and reads nothing else of a file.
    """
    return _STANDS.all(connection, ticket_id=ticket_id)


def unfinished(connection: Connection, ticket_id: int) -> bool:
    """Whether a file of the ticket has not ended."""
    mine = and_(file.c.ticket_id == ticket_id, file.c.state.not_in(sorted(ENDED)))
    return connection.execute(select(file.c.id).where(mine).limit(1)).first() is not None


def by_nik(connection: Connection, office: str, token: str, limit: int) -> Sequence[FileRow]:
    """The files of whoever has the NIK behind a token, newest first."""
    mine = and_(file.c.office == office, file.c.nik_token == token)
    return connection.execute(WITH_TICKET.where(mine).order_by(file.c.id.desc()).limit(limit)).all()


def recorded(
    connection: Connection, office: str, kinds: Collection[str], after: int, limit: int
) -> Sequence[FileRow]:
    """The recorded files of these kinds after an id, in the order of their ids."""
    found = select(file.c.id, file.c.version).where(_recorded(office, kinds), file.c.id > after)
    return connection.execute(found.order_by(file.c.id).limit(limit)).all()


def count_recorded(connection: Connection, office: str, kinds: Collection[str]) -> int:
    """How many recorded files there are of these kinds."""
    return int(connection.execute(select(func.count()).where(_recorded(office, kinds))).scalar_one())


def _recorded(office: str, kinds: Collection[str]) -> ColumnElement[bool]:
    return and_(file.c.office == office, file.c.state == FileState.RECORDED, file.c.kind.in_(sorted(kinds)))


def ended_before(connection: Connection, office: str, instant: datetime, limit: int) -> Sequence[int]:
    """The files that ended before an instant and say something still, by id, at most `limit`."""
    mine = and_(
        file.c.office == office,
        file.c.state.in_(sorted(ENDED)),
        file.c.moved_at < instant,
        file.c.erased_at.is_(None),
    )
    return connection.execute(select(file.c.id).where(mine).order_by(file.c.id).limit(limit)).scalars().all()


def compare_and_set(connection: Connection, row: FileRow, **values: object) -> bool:
    """Changes a file that is still as it was read, and counts its version on; whether it was."""
    mine = and_(file.c.id == row.id, file.c.version == row.version, file.c.state == row.state)
    changed = update(file).where(mine).values(version=row.version + 1, **values)
    return connection.execute(changed).rowcount == 1


def hold(connection: Connection, row: FileRow, by: str | None, since: datetime | None) -> bool:
    """Puts a file into somebody's hands, or nobody's; False when it has changed hands meanwhile."""
    mine = and_(file.c.id == row.id, file.c.held_by.is_not_distinct_from(row.held_by))
    return connection.execute(update(file).where(mine).values(held_by=by, held_since=since)).rowcount == 1
