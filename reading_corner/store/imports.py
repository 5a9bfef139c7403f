"""How far each file is imported, and the rows that were left out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from reading_corner.store.tables import import_refusal, import_run

COUNTS = ("created", "changed", "same", "refused")


def run_of(connection: Connection, digest: str) -> Row[Any] | None:
    """The import of this content."""
    return connection.execute(select(import_run).where(import_run.c.digest == digest)).one_or_none()


def begin(connection: Connection, digest: str, file: str, now: datetime) -> None:
    """Keeps that an import begins, before its first row."""
    row = {"digest": digest, "file": file, "begun_at": now, "reached": 0} | dict.fromkeys(COUNTS, 0)
    connection.execute(insert(import_run), row)


def forget(connection: Connection, digest: str) -> None:
    """Forgets an import and what it left out; the titles stay."""
    connection.execute(delete(import_run).where(import_run.c.digest == digest))


def advance(connection: Connection, digest: str, reached: int, counted: dict[str, int]) -> None:
    """Keeps that rows up to this one are done, and adds what became of them."""
    added = {name: import_run.c[name] + counted.get(name, 0) for name in COUNTS}
    changed = update(import_run).where(import_run.c.digest == digest).values(reached=reached, **added)
    connection.execute(changed)


def end(connection: Connection, digest: str, now: datetime) -> None:
    """Keeps that the whole file is done."""
    connection.execute(update(import_run).where(import_run.c.digest == digest).values(ended_at=now))


def refuse(connection: Connection, digest: str, row: int, words: str) -> None:
    """Keeps why a row was left out."""
    connection.execute(insert(import_refusal), {"digest": digest, "row": row, "words": words})


def refusals(connection: Connection, digest: str) -> Sequence[Row[Any]]:
    """The rows that were left out, in the order of the file."""
    query = select(import_refusal).where(import_refusal.c.digest == digest).order_by(import_refusal.c.row)
    return connection.execute(query).all()
