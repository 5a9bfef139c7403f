"""The office database as the core uses it: many readers, one writer, all decisions elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from queue import LifoQueue
from typing import TypeVar

from sqlalchemy import Connection

from queue_core.storage.engine import open_engine
from queue_core.storage.ledger import LedgerRow
from queue_core.storage.schema import check_schema
from queue_core.storage.writer import Measured, Offload, Transaction, Writer, inline

Result = TypeVar("Result")
READERS = 4


def tell_nobody(rows: Sequence[LedgerRow]) -> None:
    """For programs that serve no clients: committed rows are read by the core when it is asked."""


def measure_nothing(seconds: Sequence[float]) -> None:
    """For programs that nobody measures."""


class Database:
    """An open office database of the right version."""

    def __init__(
        self,
        path: Path,
        *,
        offload: Offload = inline,
        committed: Callable[[Sequence[LedgerRow]], None] = tell_nobody,
        measured: Measured = measure_nothing,
    ) -> None:
        """Raises a DatabaseUnusableError when the file is missing, foreign, older or newer."""
        check_schema(path)
        self._offload = offload
        self._engine = open_engine(path, "BEGIN")
        self._readers: LifoQueue[Connection] = LifoQueue()
        for _ in range(READERS):
            self._readers.put(self._engine.connect())
        self._writer = Writer(open_engine(path, "BEGIN IMMEDIATE"), offload, committed, measured)

    def write(self, work: Callable[[Transaction], Result]) -> Result:
        """The result of `work`, durably written; see Writer.write."""
        return self._writer.write(work)

    def read(self, work: Callable[[Connection], Result]) -> Result:
        """The result of `work` on one unchanging view of the database."""
        with self._reader() as connection:
            result: Result = self._offload(lambda: _read(connection, work))
            return result

    def close(self) -> None:
        """Ends after the waiting writes."""
        self._writer.close()
        while not self._readers.empty():
            self._readers.get().close()

    @contextmanager
    def _reader(self) -> Iterator[Connection]:
        connection = self._readers.get()
        try:
            yield connection
        finally:
            self._readers.put(connection)


def _read(connection: Connection, work: Callable[[Connection], Result]) -> Result:
    with connection.begin():
        return work(connection)
