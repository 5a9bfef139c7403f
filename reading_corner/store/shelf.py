"""The open database: readers beside one writer at a time, and every write done once by its request id."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel
from sqlalchemy import Connection, delete, insert, select
from sqlalchemy.exc import OperationalError

from queue_core.foundation.clock import Clock
from queue_core.foundation.errors import RequestIdReused
from queue_core.foundation.identifiers import WriteRequest
from queue_core.sqlite.engine import BUSY_MILLISECONDS, be_patient, for_writing, open_engine
from reading_corner.errors import ShelfBusy
from reading_corner.store.key import key_beside
from reading_corner.store.schema import prepare
from reading_corner.store.tables import request

ANSWERS_KEPT = timedelta(days=2)
Found = TypeVar("Found")
Answer = TypeVar("Answer", bound=BaseModel)


class Shelf:
    """The corner's database and clock."""

    def __init__(self, path: Path, clock: Clock) -> None:
        """Makes the file or brings it up to date. Raises ShelfUnusable."""
        prepare(path)
        self._path = path
        self.clock = clock
        self._readers = open_engine(path)
        # one connection stays open: whoever closes the last one writes the whole log back first
        self._writer = for_writing(open_engine(path)).connect()
        self._lock = threading.Lock()
        self._log_holds_erased = False

    def key(self) -> bytes:
        """The key beside it, under which cards become tokens. Raises ShelfUnusable."""
        return key_beside(self._path)

    def read(self, work: Callable[[Connection], Found]) -> Found:
        """What the work finds in one view of the database."""
        with self._readers.connect() as connection, connection.begin():
            return work(connection)

    def write(self, work: Callable[[Connection, datetime], Found], *, erases: bool = False) -> Found:
        """Does the work in one transaction, with the instant of now; all of it is on the disk, or none.

        What a work that erases has erased leaves the write-ahead log, too: at once, or with the first write
        after whoever reads or writes beside it. Raises ShelfBusy: then nothing was written.
        """
        with self._lock:
            with told_when_busy(), self._writer.begin():
                done = work(self._writer, self.clock())
            self._log_holds_erased |= erases
            if self._log_holds_erased:
                self._log_holds_erased = not log_emptied(self._writer)
        time.sleep(0)  # under gevent whoever writes on and on would keep all others waiting
        return done

    def once(
        self,
        wish: WriteRequest,
        model: type[Answer],
        work: Callable[[Connection, datetime], Answer],
        *,
        erases: bool = False,
    ) -> Answer:
        """Does a write; the same request id gives the same answer, also after a restart.

        Raises RequestIdReused when the id came with another wish before.
        """

        def in_transaction(connection: Connection, now: datetime) -> Answer:
            kept = connection.execute(
                select(request.c.fingerprint, request.c.answer).where(request.c.id == wish.request_id)
            ).first()
            if kept is not None:
                if kept.fingerprint != wish.fingerprint:
                    raise RequestIdReused
                return model.model_validate_json(kept.answer)
            answer = work(connection, now)
            connection.execute(delete(request).where(request.c.at < now - ANSWERS_KEPT))
            row = {"id": wish.request_id, "fingerprint": wish.fingerprint, "at": now}
            connection.execute(insert(request).values(row | {"answer": answer.model_dump_json()}))
            return answer

        return self.write(in_transaction, erases=erases)


@contextmanager
def told_when_busy() -> Iterator[None]:
    """Raises ShelfBusy where SQLite says that another program has the database."""
    try:
        yield
    except OperationalError as error:
        if "database is locked" not in str(error.orig):
            raise
        raise ShelfBusy from error


def log_emptied(connection: Connection) -> bool:
    """Writes the log back and empties it; says whether it could without waiting for anybody."""
    driver: Any = connection.connection.driver_connection
    be_patient(connection, 0)
    try:
        (busy, *_) = driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    except sqlite3.OperationalError:  # no room, a disk that fails: the write itself is done
        return False
    finally:
        be_patient(connection, BUSY_MILLISECONDS)
    return not busy
