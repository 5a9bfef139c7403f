"""The one writer of the office database. It groups the commits of whoever is waiting.

One fsync serves every request that waits for it; each request keeps its own savepoint, so that a refused one
leaves no trace and its neighbours stand.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from typing import Any, Generic, TypeVar, cast

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError, OperationalError

from queue_core.foundation.errors import StorageUnavailable
from queue_core.sqlite.engine import BUSY_MILLISECONDS, be_patient
from queue_core.storage.ledger import LedgerRow

Result = TypeVar("Result")
Offload = Callable[[Callable[[], Any]], Any]
"""Runs a function where it cannot hold up an event loop, and gives back its result."""

Measured = Callable[[Sequence[float]], None]
"""Told of each commit: the seconds that each of its writes took, from the asking to the answer."""

log = logging.getLogger(__name__)
LARGEST_GROUP = 32
"""Half of a crowd: while the disk keeps one half, the other half is read and answered."""


def inline(work: Callable[[], Any]) -> Any:  # noqa: ANN401  passes through whatever the work gives
    """Runs the work right here: for programs without an event loop."""
    return work()


@dataclass
class Transaction:
    """What a use case writes through: the connection, and the ledger rows to be told after the commit."""

    connection: Connection
    rows: list[LedgerRow] = field(default_factory=list)
    beside: Offload = inline
    """Runs a statement with megabytes: other writes wait for it, the event loop does not."""

    @contextmanager
    def part(self) -> Iterator[None]:
        """A part that leaves no trace when it raises; what the use case wrote before it stands."""
        before = len(self.rows)
        try:
            with self.connection.begin_nested():
                yield
        except Exception:
            del self.rows[before:]
            raise


@dataclass
class _Job(Generic[Result]):
    work: Callable[[Transaction], Result]
    answered: SimpleQueue[None] = field(default_factory=SimpleQueue)
    """Not a Future, which costs more: decision 0002."""
    asked: float = field(default_factory=time.monotonic)
    outcome: Result | None = None
    refusal: Exception | None = None


class Writer:
    """Runs use cases one after another in as few commits as the load allows."""

    def __init__(
        self,
        engine: Engine,
        offload: Offload,
        committed: Callable[[Sequence[LedgerRow]], None],
        measured: Measured,
    ) -> None:
        self._measured = measured
        self._engine = engine
        self._offload = offload
        self._committed = committed
        self._jobs: SimpleQueue[_Job[Any] | None] = SimpleQueue()
        self._connection: Connection | None = None
        self._thread = threading.Thread(target=self._serve, name="writer", daemon=True)
        self._thread.start()

    def write(self, work: Callable[[Transaction], Result]) -> Result:
        """The result of `work` once it is on the disk.

        Raises what `work` raises, and StorageUnavailable when the commit fails; then nothing was written.
        """
        job = _Job(work)
        self._jobs.put(job)
        job.answered.get()
        if job.refusal is not None:
            raise job.refusal
        return cast("Result", job.outcome)

    def close(self) -> None:
        """Ends after the waiting jobs."""
        self._jobs.put(None)
        self._thread.join()
        self._disconnect()

    def _serve(self) -> None:
        while (job := self._jobs.get()) is not None:
            group = [job]
            goes_on = self._gather(group)
            rows = self._commit(group)
            for done in group:
                done.answered.put(None)
            if rows:
                self._committed(rows)
            answered = time.monotonic()
            self._measured([answered - done.asked for done in group])
            if not goes_on:
                return

    def _gather(self, group: list[_Job[Any]]) -> bool:
        """Whoever waits; where that is no full group, whoever is about to ask comes into the same commit."""
        goes_on = self._take_waiting(group)
        if goes_on and len(group) < LARGEST_GROUP:
            time.sleep(0)
            goes_on = self._take_waiting(group)
        return goes_on

    def _take_waiting(self, group: list[_Job[Any]]) -> bool:
        while len(group) < LARGEST_GROUP:
            try:
                job = self._jobs.get_nowait()
            except Empty:
                return True
            if job is None:
                return False
            group.append(job)
        return True

    def _commit(self, group: list[_Job[Any]]) -> list[LedgerRow]:
        """Only what waits for the disk or for another process is offloaded: connect, commit, roll back.

        The statements between find their pages in SQLite's cache; in a thread each of them would hand the
        interpreter over twice. Decision 0002 has the figures, and what is not known.
        """
        try:
            connection = self._begun()
            rows = [
                row for job in group for row in _attempt(job, Transaction(connection, beside=self._offload))
            ]
            self._offload(connection.commit)
        except Exception as error:  # the outermost loop of the writer: nothing may end it
            log.exception("the commit of %d writes failed", len(group))
            reason = error.orig if isinstance(error, DBAPIError) else type(error).__name__
            for job in group:
                job.refusal = StorageUnavailable(f"The database answered: {reason}.")
            self._offload(self._disconnect)
            return []
        return rows

    def _begun(self) -> Connection:
        """A transaction that has begun: at once, or beside the event loop while another process writes."""
        if self._connection is None:
            self._connection = self._offload(self._engine.connect)
        connection = self._connection
        be_patient(connection, 0)
        try:
            connection.begin()
        except OperationalError:
            be_patient(connection, BUSY_MILLISECONDS)
            self._offload(connection.begin)
        return connection

    def _disconnect(self) -> None:
        if self._connection is not None:
            with suppress(DBAPIError):
                self._connection.close()
            self._connection = None


def _attempt(job: _Job[Any], transaction: Transaction) -> list[LedgerRow]:
    driver: Any = transaction.connection.connection.driver_connection
    driver.execute("SAVEPOINT job")
    try:
        job.outcome = job.work(transaction)
    except OperationalError:
        raise
    except Exception as error:  # noqa: BLE001  a fault in one use case goes to its caller, not to its neighbours
        job.refusal = error
        driver.execute("ROLLBACK TO job")
        return []
    driver.execute("RELEASE job")
    return transaction.rows
