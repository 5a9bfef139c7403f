"""The tables of photos and scanned papers, and their queries. Every picture stands here sealed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    Column,
    Connection,
    ForeignKey,
    Integer,
    LargeBinary,
    String,
    Table,
    UniqueConstraint,
    delete,
    insert,
    select,
)

from queue_core.kia.rules.life import ENDED
from queue_core.kia.store.files import SEALED, FileRow, file
from queue_core.sqlite.columns import Instant
from queue_core.storage.columns import metadata, office_column

photo = Table(
    "photo",
    metadata,
    Column("file_id", Integer, ForeignKey("file.id"), primary_key=True),
    office_column(),
    Column("picture", LargeBinary, nullable=False),
    Column("note", LargeBinary, nullable=False),
    Column("taken_at", Instant, nullable=False),
    Column("taken_by", String(40), nullable=False),
    CheckConstraint(SEALED.format("picture"), name="picture_sealed"),
    CheckConstraint(SEALED.format("note"), name="note_sealed"),
)
"""One photo a file."""

scan = Table(
    "scan",
    metadata,
    Column("id", Integer, primary_key=True),
    office_column(),
    Column("file_id", Integer, ForeignKey("file.id"), nullable=False),
    Column("paper", String(200), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("size", Integer, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("scanned_at", Instant, nullable=False),
    Column("scanned_by", String(40), nullable=False),
    UniqueConstraint("file_id", "paper"),
    CheckConstraint(SEALED.format("content"), name="content_sealed"),
    CheckConstraint("kind IN ('image/jpeg', 'application/pdf')", name="kind_known"),
)
"""One scan of each paper of a file."""

PictureRow = Any
_ABOUT_SCAN = (scan.c.paper, scan.c.kind, scan.c.size, scan.c.scanned_at, scan.c.scanned_by)


def keep_photo(connection: Connection, **values: object) -> None:
    """Keeps a file's photo in place of the one before."""
    remove_photo(connection, values["file_id"])
    connection.execute(insert(photo).values(values))


def photo_of(connection: Connection, file_id: int) -> PictureRow | None:
    """A file's photo."""
    return connection.execute(select(photo).where(photo.c.file_id == file_id)).first()


def photo_note(connection: Connection, file_id: int) -> PictureRow | None:
    """All of a file's photo but the picture."""
    about = select(photo.c.file_id, photo.c.note, photo.c.taken_at, photo.c.taken_by)
    return connection.execute(about.where(photo.c.file_id == file_id)).first()


def note_photo(connection: Connection, file_id: int, note: bytes) -> None:
    """Writes another note beside a photo."""
    connection.execute(photo.update().where(photo.c.file_id == file_id).values(note=note))


def remove_photo(connection: Connection, file_id: object) -> bool:
    """Takes a file's photo away; whether there was one."""
    return connection.execute(delete(photo).where(photo.c.file_id == file_id)).rowcount == 1


def keep_scan(connection: Connection, **values: object) -> None:
    """Keeps the scan of a paper in place of the one before."""
    remove_scan(connection, values["file_id"], values["paper"])
    connection.execute(insert(scan).values(values))


def scans_of(connection: Connection, file_id: int) -> Sequence[PictureRow]:
    """What is known of a file's scans, without what is on them, in the order in which they came."""
    return connection.execute(select(*_ABOUT_SCAN).where(scan.c.file_id == file_id).order_by(scan.c.id)).all()


def scan_of(connection: Connection, file_id: int, paper: str) -> PictureRow | None:
    """The scan of one paper."""
    mine = (scan.c.file_id == file_id) & (scan.c.paper == paper)
    return connection.execute(select(scan).where(mine)).first()


def remove_scan(connection: Connection, file_id: object, paper: object) -> bool:
    """Takes one scan away; whether there was one."""
    mine = (scan.c.file_id == file_id) & (scan.c.paper == paper)
    return connection.execute(delete(scan).where(mine)).rowcount == 1


def remove_scans(connection: Connection, file_id: int) -> int:
    """Takes all of a file's scans away; how many they were."""
    return connection.execute(delete(scan).where(scan.c.file_id == file_id)).rowcount


def forget_for(connection: Connection, row: FileRow) -> None:
    """Takes all pictures of a file away."""
    remove_photo(connection, row.id)
    remove_scans(connection, row.id)


def overdue(connection: Connection, office: str, before: datetime) -> Sequence[int]:
    """The files with scans that had ended before an instant."""
    found = select(scan.c.file_id).join(file).where(file.c.office == office, file.c.moved_at < before)
    return connection.execute(found.where(file.c.state.in_(ENDED)).distinct()).scalars().all()
