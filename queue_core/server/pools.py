"""Threads beside the event loop: for the database, hashing, pictures and papers. No call waits for them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from gevent.threadpool import ThreadPool

from queue_core.storage.database import READERS
from queue_core.storage.writer import Offload

HASHING_THREADS = 1
"""One hash takes a whole core; a second thread would take the core that answers calls."""

MAKING_THREADS = 1
"""One picture at a time: a large one takes a quarter of a gigabyte while it is read."""


def database_offload() -> Offload:
    """A thread for the writer and one for each reader."""
    return _offload(ThreadPool(READERS + 1))


def hashing_offload() -> Offload:
    """A thread for argon2."""
    return _offload(ThreadPool(HASHING_THREADS))


def making_offload() -> Offload:
    """A thread for pictures and papers."""
    return _offload(ThreadPool(MAKING_THREADS))


def _offload(pool: ThreadPool) -> Offload:
    def run(work: Callable[[], Any]) -> Any:  # noqa: ANN401  passes through whatever the work gives
        answer, error = pool.apply(_outcome, (work,))
        if error is not None:
            raise error
        return answer

    return run


def _outcome(work: Callable[[], Any]) -> tuple[Any, Exception | None]:
    """What the work gives or raises; gevent would write a traceback for every refusal."""
    try:
        return work(), None
    except Exception as error:  # noqa: BLE001  raised again where the work was asked for
        return None, error
