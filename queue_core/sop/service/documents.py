"""Starts, ends and takes up the clock of a file: by when the office owes the document.

Inside the caller's transaction. Every clock that the file had stays as evidence.
"""

from __future__ import annotations

from dataclasses import dataclass

from queue_core.foundation.standards import Standard
from queue_core.sop.rules.clocks import DOCUMENT
from queue_core.sop.service import one_clock
from queue_core.sop.service.one_clock import Subject
from queue_core.sop.service.timing import Timing
from queue_core.sop.store import clock_book


@dataclass(frozen=True, kw_only=True)
class Making(Subject):
    """The making of a file's document."""

    file_id: int


def start(timing: Timing, making: Making, standard: Standard) -> None:
    """Starts the file's clock anew: one that still runs has measured nothing."""
    interrupt(timing, making.file_id)
    one_clock.start(timing, making, DOCUMENT, standard)


def end(timing: Timing, file_id: int, officer: str) -> None:
    """The document is ready."""
    one_clock.finish(timing, clock_book.open_clocks_of_file(timing.connection, file_id), officer)


def interrupt(timing: Timing, file_id: int) -> None:
    """Nothing is owed for now; who decided so has not served the family."""
    one_clock.interrupt(timing, clock_book.open_clocks_of_file(timing.connection, file_id), None)


def make_anew(timing: Timing, file_id: int) -> None:
    """What was ready is made once more: the family waits since the clock's first start."""
    for row in clock_book.clocks_of_file(timing.connection, file_id)[-1:]:
        if row.finished_at is not None and not row.interrupted:
            one_clock.run_on(timing, row)
