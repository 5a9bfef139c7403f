"""The tables of the end of a file's way: who was told, signed, took it. What is personal is sealed."""

from __future__ import annotations

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
    LargeBinary,
    String,
    Table,
    and_,
    delete,
    func,
    insert,
    select,
    text,
    update,
)

from queue_core.kia.rules.life import FileState
from queue_core.kia.store.files import SEALED, WITH_TICKET, FileRow, file
from queue_core.kia.store.orders import lost_of
from queue_core.kia.store.register import register_entry
from queue_core.sqlite.columns import Instant
from queue_core.storage.columns import metadata, office_column

RECEIPT, STROKES = "receipt", "signature"
"""The places under which a receipt and a signature are sealed."""
family_told = Table(
    "family_told",
    metadata,
    Column("id", Integer, primary_key=True),
    office_column(),
    Column("file_id", Integer, ForeignKey("file.id"), nullable=False),
    Column("at", Instant, nullable=False),
    Column("by", String(40), nullable=False),
    Column("channel", String(10), nullable=False),
    CheckConstraint("channel IN ('phone', 'whatsapp', 'in_person')", name="channel_known"),
    Index("ix_family_told_file", "file_id"),
)
signature = Table(
    "signature",
    metadata,
    Column("id", Integer, primary_key=True),
    office_column(),
    Column("file_id", Integer, ForeignKey("file.id"), nullable=False),
    Column("version", Integer),
    Column("key", String(20), nullable=False),
    Column("asked_at", Instant, nullable=False),
    Column("asked_by", String(40), nullable=False),
    Column("ends_at", Instant, nullable=False),
    Column("signed_at", Instant),
    Column("strokes", LargeBinary),
    Column("code", String(32)),
    CheckConstraint("(signed_at IS NULL) = (strokes IS NULL)", name="signed_once_drawn"),
    CheckConstraint(SEALED.format("strokes"), name="strokes_sealed"),
    Index("ix_signature_key", "key", unique=True),
    Index("ix_signature_code", "office", "code", unique=True, sqlite_where=text("code IS NOT NULL")),
    Index("ix_signature_file", "file_id"),
)
"""`code` is a token of the six digits for a kiosk: it tells nothing without the office's key."""
handover = Table(
    "handover",
    metadata,
    Column("id", Integer, primary_key=True),
    office_column(),
    Column("file_id", Integer, ForeignKey("file.id"), nullable=False),
    Column("version", Integer, nullable=False),
    Column("at", Instant, nullable=False),
    Column("by", String(40), nullable=False),
    Column("receipt", LargeBinary),
    Column("signature_id", Integer, ForeignKey("signature.id")),
    CheckConstraint(SEALED.format("receipt"), name="receipt_sealed"),
    Index("ix_handover_once", "file_id", "version", unique=True),
)
"""One row for each time that a file was ready and went to somebody; with a signature if that was drawn.

Of a file that was erased it is left that it went, when, and by whose hand.
"""


def tell(connection: Connection, **values: object) -> None:
    """Keeps that a family was told."""
    connection.execute(insert(family_told).values(values))


def ask_for_signature(connection: Connection, file_id: int, **values: object) -> None:
    """Opens a page to sign on, for one version of a file; earlier ones that led to nothing are forgotten."""
    used = select(handover.c.signature_id).where(handover.c.signature_id.is_not(None))
    earlier = and_(signature.c.file_id == file_id, signature.c.id.not_in(used))
    connection.execute(delete(signature).where(earlier))
    connection.execute(insert(signature).values(file_id=file_id, **values))


def signature_by_key(connection: Connection, office: str, key: str) -> FileRow | None:
    """The page with this key."""
    mine = and_(signature.c.office == office, signature.c.key == key)
    return connection.execute(select(signature).where(mine)).first()


def signature_by_code(connection: Connection, office: str, token: str) -> FileRow | None:
    """The page with the code of this token."""
    mine = and_(signature.c.office == office, signature.c.code == token)
    return connection.execute(select(signature).where(mine)).first()


def free_codes(connection: Connection, office: str, now: datetime) -> None:
    """Takes their codes from the pages whose time is over."""
    ended = and_(signature.c.office == office, signature.c.code.is_not(None), signature.c.ends_at <= now)
    connection.execute(update(signature).where(ended).values(code=None))


def latest_signature(connection: Connection, office: str, file_id: int, since: datetime) -> FileRow | None:
    """The page that was asked for last, since then, unless something was handed over upon it."""
    used = select(handover.c.signature_id).where(handover.c.signature_id.is_not(None))
    mine = and_(signature.c.office == office, signature.c.file_id == file_id, signature.c.id.not_in(used))
    recent = select(signature).where(mine, signature.c.asked_at > since)
    return connection.execute(recent.order_by(signature.c.id.desc())).first()


def sign(connection: Connection, signature_id: int, at: datetime, strokes: bytes) -> bool:
    """Keeps the strokes on a page that is open; whether it was."""
    unsigned = and_(signature.c.id == signature_id, signature.c.signed_at.is_(None), signature.c.ends_at > at)
    changed = update(signature).where(unsigned).values(signed_at=at, strokes=strokes)
    return connection.execute(changed).rowcount == 1


def hand_over(connection: Connection, **values: object) -> None:
    """Keeps to whom a file went."""
    connection.execute(insert(handover).values(values))


_OF_FILE = handover.alias()
_LATEST = select(func.max(_OF_FILE.c.id)).where(_OF_FILE.c.file_id == file.c.id).scalar_subquery()
_RECEIPT = (handover.c.at.label("handed_at"), handover.c.by.label("handed_by"), handover.c.receipt)


def latest_handover(connection: Connection, office: str, file_id: int) -> FileRow | None:
    """To whom a file went last, with the strokes of the signature if that was drawn."""
    mine = and_(handover.c.office == office, handover.c.file_id == file_id)
    found = select(*_RECEIPT, signature.c.strokes, signature.c.id.label("signature_id"))
    joined = found.join_from(handover, signature, handover.c.signature_id == signature.c.id, isouter=True)
    return connection.execute(joined.where(mine).order_by(handover.c.id.desc())).first()


def ready(connection: Connection, office: str, limit: int) -> Sequence[Any]:
    """What waits to be fetched, the longest there first, with when its family was told last since then."""
    any_told = family_told.alias()
    since = and_(any_told.c.file_id == file.c.id, any_told.c.at >= register_entry.c.ready_at)
    last = select(func.max(any_told.c.id)).where(since).scalar_subquery()
    told = (family_told.c.at.label("told_at"), family_told.c.by.label("told_by"), family_told.c.channel)
    found = WITH_TICKET.add_columns(*told).join(family_told, family_told.c.id == last, isouter=True)
    mine = and_(file.c.office == office, file.c.state == FileState.READY, register_entry.c.id.is_not(None))
    return connection.execute(found.where(mine).order_by(register_entry.c.ready_at).limit(limit)).all()


def newest_ready(connection: Connection, office: str, since: datetime, limit: int) -> Sequence[Any]:
    """The numbers of what waits to be fetched and was ready at or after an instant, the newest first."""
    number = register_entry.c.number
    found = select(register_entry.c.year, number, register_entry.c.ready_at).join_from(file, register_entry)
    mine = and_(file.c.office == office, file.c.state == FileState.READY, register_entry.c.ready_at >= since)
    newest = found.where(mine).order_by(register_entry.c.ready_at.desc(), number.desc())
    return connection.execute(newest.limit(limit)).all()


def registered(
    connection: Connection, office: str, year: int, start: datetime, end: datetime
) -> Sequence[Any]:
    """The register's entries of a year made in a span: to whom each went last, how many cards were lost."""
    found = WITH_TICKET.add_columns(*_RECEIPT, lost_of(office, file.c.id).label("lost")).join(
        handover, handover.c.id == _LATEST, isouter=True
    )
    mine = and_(file.c.office == office, register_entry.c.year == year)
    within = and_(register_entry.c.registered_at >= start, register_entry.c.registered_at < end)
    return connection.execute(found.where(mine, within).order_by(register_entry.c.number)).all()


def of_file(connection: Connection, file_id: int) -> Sequence[Any]:
    """Each time that a file went to somebody, with the strokes of the signature if that was drawn."""
    found = select(*_RECEIPT, signature.c.strokes)
    joined = found.join_from(handover, signature, handover.c.signature_id == signature.c.id, isouter=True)
    return connection.execute(joined.where(handover.c.file_id == file_id).order_by(handover.c.id)).all()


def erase(connection: Connection, file_id: int) -> None:
    """Destroys to whom a file went, and every signature."""
    mine = update(handover).where(handover.c.file_id == file_id)
    connection.execute(mine.values(receipt=None, signature_id=None))
    connection.execute(delete(signature).where(signature.c.file_id == file_id))
