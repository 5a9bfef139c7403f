"""Request ids: the same write sent twice is done once and answered the same, also after a restart."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from pydantic import BaseModel
from sqlalchemy import Column, Connection, String, Table, Text, bindparam, delete, insert, select
from sqlalchemy.exc import IntegrityError

from queue_core.foundation.clock import Clock
from queue_core.foundation.errors import KerakError, RequestIdReused
from queue_core.foundation.identifiers import WriteRequest
from queue_core.sqlite.columns import Instant
from queue_core.storage.columns import metadata, office_column
from queue_core.storage.database import Database
from queue_core.storage.statement import Statement
from queue_core.storage.writer import Transaction

Answer = TypeVar("Answer", bound=BaseModel)

request = Table(
    "request",
    metadata,
    Column("id", String(80), primary_key=True),
    office_column(),
    Column("at", Instant, nullable=False),
    Column("fingerprint", String(64), nullable=False),
    Column("answer", Text, nullable=False),
)

_KNOWN = select(request.c.fingerprint, request.c.answer).where(request.c.id == bindparam("id"))
_KEEP = Statement(insert(request))


def answer_once(
    database: Database,
    office: str,
    clock: Clock,
    write: WriteRequest,
    model: type[Answer],
    work: Callable[[Transaction, datetime], Answer],
) -> Answer:
    """Does a write in a transaction of its own; sent again, it gives the same answer.

    Whether the request was answered before is asked only when it fails: a repeated write always fails,
    at the latest on its own id, and its transaction leaves no trace.
    """

    def in_transaction(transaction: Transaction) -> Answer:
        now = clock()
        answer = work(transaction, now)
        keep_answer(transaction.connection, office, write, now, answer)
        return answer

    try:
        return database.write(in_transaction)
    except (KerakError, IntegrityError):
        known = database.read(lambda connection: known_answer(connection, write))
        if known is None:
            raise
        return model.model_validate_json(known)


def keep_answer(
    connection: Connection, office: str, write: WriteRequest, at: datetime, answer: BaseModel
) -> None:
    """Keeps the answer of a write in the same transaction. Raises IntegrityError when the id was used."""
    _KEEP.run(
        connection,
        id=write.request_id,
        office=office,
        at=at,
        fingerprint=write.fingerprint,
        answer=answer.model_dump_json(),
    )


def known_answer(connection: Connection, write: WriteRequest) -> str | None:
    """The answer that this write was given before, as JSON; None for a new one.

    Raises RequestIdReused when the id came with another content.
    """
    known = connection.execute(_KNOWN, {"id": write.request_id}).first()
    if known is None:
        return None
    if known.fingerprint != write.fingerprint:
        raise RequestIdReused
    answer: str = known.answer
    return answer


def answer_under(connection: Connection, request_id: str) -> str | None:
    """The answer that was given under a request id, as JSON, whoever asked for whatever."""
    known = connection.execute(_KNOWN, {"id": request_id}).first()
    return None if known is None else str(known.answer)


def forget(connection: Connection, office: str, before: datetime, limit: int) -> int:
    """Deletes at most `limit` answers that are older than `before`; how many they were.

    Rows lie in the order in which they came: the oldest are found first, without an index.
    """
    earlier = select(request.c.id).where(request.c.office == office, request.c.at < before).limit(limit)
    return connection.execute(delete(request).where(request.c.id.in_(earlier.correlate(None)))).rowcount
