"""The office database as the core uses it: many readers, one writer, all decisions elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from queue import LifoQueue
from typing import TypeVar

from sqlalchemy import Connection

from queue_core.sqlite.engine import for_writing, open_engine
from queue_core.storage.ledger import LedgerRow
from queue_core.storage.schema import check_schema
from queue_core.storage.scrubbing import is_marked, scrub
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
        self._engine = open_engine(path)
        self._readers: LifoQueue[Connection | None] = LifoQueue()  # None: not yet opened
        for _ in range(READERS):
            self._readers.put(None)
        self._writer = Writer(for_writing(self._engine), offload, committed, measured)

    def write(self, work: Callable[[Transaction], Result]) -> Result:
        """The result of `work`, durably written; see Writer.write."""
        return self._writer.write(work)

    def read(self, work: Callable[[Connection], Result]) -> Result:
        """The result of `work` on one unchanging view of the database."""
        connection = self._readers.get()
        try:
            if connection is None:
                connection = self._offload(self._engine.connect)
            result: Result = self._offload(partial(_read, connection, work))
            return result
        finally:
            self._readers.put(connection)

    def is_to_be_scrubbed(self) -> bool:
        """Whether the file still holds something of what was erased."""
        return self.read(is_marked)

    def scrub(self) -> bool:
        """Leaves nothing in the file and its log of what was erased; whether it had to and could.

        The file is written anew, some seconds a gigabyte in which writes wait: for quiet hours.
        """
        return bool(self._offload(partial(scrub, self._engine)))

    def close(self) -> None:
        """Ends after the waiting writes."""
        self._writer.close()
        while not self._readers.empty():
            if (connection := self._readers.get()) is not None:
                connection.close()


def _read(connection: Connection, work: Callable[[Connection], Result]) -> Result:
    with connection.begin():
        return work(connection)
