"""The station's own durable book: which order it has in hand, how far that is, what became of it.

SQLite with synchronous=FULL: what the station is about to do is on the disk before it does it. It holds
numbers of orders and jobs, and nothing of what stands on a card.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from queue_core.foundation.identifiers import new_request_id
from queue_core.kia.rules.orders import Outcome, PrinterProblem
from queue_core.print_station.errors import SpoolNotUsable
from queue_core.print_station.state import End, Stage

SCHEMA = """
CREATE TABLE IF NOT EXISTS sheet (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    order_id INTEGER NOT NULL,
    stage TEXT NOT NULL,
    take_id TEXT NOT NULL UNIQUE,
    report_id TEXT NOT NULL UNIQUE,
    job TEXT,
    outcome TEXT,
    problem TEXT,
    reported INTEGER NOT NULL DEFAULT 0,
    CHECK ((stage = 'ended') = (outcome IS NOT NULL))
);
CREATE INDEX IF NOT EXISTS ix_sheet_open ON sheet (id) WHERE NOT reported;
"""
UNREPORTED = """
SELECT id, order_id, stage, take_id, report_id, job, outcome, problem FROM sheet
WHERE NOT reported ORDER BY id
"""


@dataclass(frozen=True)
class Sheet:
    """One card in the making: its order, the request ids of its writes to the core, and how far it is."""

    id: int
    order_id: int
    stage: Stage
    take_id: str
    report_id: str
    job: str | None
    end: End | None


class Spool:
    """The open book. Every change raises SpoolNotUsable when the disk does not take it."""

    def __init__(self, path: Path) -> None:
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
            self._connection = sqlite3.connect(path, isolation_level=None)
            self._connection.execute("PRAGMA journal_mode = WAL")
            self._connection.execute("PRAGMA synchronous = FULL")
            self._connection.executescript(SCHEMA)
        except (OSError, sqlite3.Error) as error:
            raise SpoolNotUsable(f"{path}: {error}.") from None

    def close(self) -> None:
        """Closes the file."""
        self._connection.close()

    def begin(self, order_id: int) -> Sheet:
        """The core is about to be asked for an order."""
        ids = (new_request_id(), new_request_id())
        self._change(
            "INSERT INTO sheet (order_id, stage, take_id, report_id) VALUES (?, ?, ?, ?)",
            order_id,
            Stage.TAKING,
            *ids,
        )
        return self.unreported()[-1]

    def sending(self, sheet: Sheet) -> None:
        """From here on the printer may have got the card."""
        self._change("UPDATE sheet SET stage = ? WHERE id = ?", Stage.SENDING, sheet.id)

    def sent(self, sheet: Sheet, job: str) -> None:
        """The printer has the card, under this job."""
        self._change("UPDATE sheet SET stage = ?, job = ? WHERE id = ?", Stage.SENT, job, sheet.id)

    def ended(self, sheet: Sheet, end: End) -> None:
        """What became of the card."""
        statement = "UPDATE sheet SET stage = ?, outcome = ?, problem = ? WHERE id = ?"
        self._change(statement, Stage.ENDED, *end, sheet.id)

    def reported(self, sheet: Sheet) -> None:
        """The core has heard of it, or wants to hear no more."""
        self._change("UPDATE sheet SET reported = 1 WHERE id = ?", sheet.id)

    def unreported(self) -> Sequence[Sheet]:
        """Every sheet of which the core does not know the outcome, oldest first."""
        return [_sheet(*row) for row in self._connection.execute(UNREPORTED).fetchall()]

    def _change(self, statement: str, *values: object) -> None:
        try:
            self._connection.execute(statement, values)
        except sqlite3.Error as error:
            raise SpoolNotUsable(f"{error}.") from None


def _sheet(
    sheet_id: int,
    order_id: int,
    stage: str,
    take_id: str,
    report_id: str,
    job: str | None,
    outcome: str | None,
    problem: str | None,
) -> Sheet:
    end = End(Outcome(outcome), PrinterProblem(problem) if problem else None) if outcome else None
    return Sheet(sheet_id, order_id, Stage(stage), take_id, report_id, job, end)
