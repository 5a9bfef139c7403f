"""The table of kiosks' letters, and the queries of tickets under them. Nothing decides here."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Index,
    PrimaryKeyConstraint,
    String,
    Table,
    delete,
    select,
    update,
)
from sqlalchemy.dialects.sqlite import insert

from queue_core.sqlite.columns import Instant
from queue_core.storage.columns import metadata, office_column
from queue_core.tickets.store.tables import TicketRow, ticket

offline_letter = Table(
    "offline_letter",
    metadata,
    office_column(),
    Column("letter", String(1), nullable=False),
    # nobody's once another book gives numbers for the device
    Column("device", String(40)),
    Column("book", String(36), nullable=False),
    Column("since", Instant, nullable=False),
    Column("heard_at", Instant, nullable=False),
    PrimaryKeyConstraint("office", "letter"),
    Index("uq_offline_letter_device", "office", "device", unique=True),
    Index("uq_offline_letter_book", "office", "book", unique=True),
)

LetterRow = Any


def letters(connection: Connection, office: str) -> Sequence[LetterRow]:
    """Every letter that was given to a book."""
    return connection.execute(select(offline_letter).where(offline_letter.c.office == office)).all()


def letter_of_book(connection: Connection, office: str, book: str) -> LetterRow | None:
    """The letter of a book."""
    mine = offline_letter.c.office == office, offline_letter.c.book == book
    return connection.execute(select(offline_letter).where(*mine)).first()


def give(connection: Connection, office: str, letter: str, device: str, book: str, now: datetime) -> None:
    """Keeps that the letter is this book's."""
    values = {"device": device, "book": book, "since": now, "heard_at": now}
    given = insert(offline_letter).values(office=office, letter=letter, **values)
    connection.execute(given.on_conflict_do_update(index_elements=["office", "letter"], set_=values))


def put_to_rest(connection: Connection, office: str, device: str, now: datetime) -> str | None:
    """Keeps that the device's letter is nobody's from now on; the letter, if it had one."""
    mine = offline_letter.c.office == office, offline_letter.c.device == device
    rests = update(offline_letter).where(*mine).values(device=None, since=now)
    letter: str | None = connection.scalar(rests.returning(offline_letter.c.letter))
    return letter


def drop(connection: Connection, office: str, letter: str) -> None:
    """Forgets a letter that the profile has no longer."""
    mine = offline_letter.c.office == office, offline_letter.c.letter == letter
    connection.execute(delete(offline_letter).where(*mine))


def note_heard(connection: Connection, office: str, letter: str, device: str, now: datetime) -> None:
    """Keeps that the letter's book was heard, and in which device it is."""
    mine = offline_letter.c.office == office, offline_letter.c.letter == letter
    connection.execute(update(offline_letter).where(*mine).values(device=device, heard_at=now))


def last_serial(connection: Connection, office: str, day: date, letter: str) -> int:
    """The serial that entered last under a letter on a day, 0 before the first."""
    mine = ticket.c.office == office, ticket.c.day == day, ticket.c.lane == letter
    latest = select(ticket.c.serial).where(*mine).order_by(ticket.c.id.desc()).limit(1)
    return connection.scalar(latest) or 0


def add_numbered(connection: Connection, **values: object) -> TicketRow | None:
    """Keeps a ticket under the number that it has already; None when another of its day has that number."""
    number = ["office", "day", "lane", "serial"]
    added = insert(ticket).values(values).on_conflict_do_nothing(index_elements=number)
    return connection.execute(added.returning(ticket)).first()
