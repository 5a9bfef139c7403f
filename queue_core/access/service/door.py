"""What the use cases of access stand on, and the row that each act of a person leaves."""

from __future__ import annotations

from dataclasses import dataclass

from queue_core.foundation.clock import Clock
from queue_core.storage import ledger
from queue_core.storage.database import Database
from queue_core.storage.writer import Offload, Transaction


@dataclass(frozen=True)
class Door:
    """The means: the office's book, its clock, and where slow hashing runs."""

    database: Database
    office: str
    clock: Clock
    offload: Offload

    def record(self, transaction: Transaction, actor: str, action: str, **body: str) -> None:
        """Writes who did what into the ledger."""
        ledger.append(
            transaction.connection,
            self.office,
            at=self.clock(),
            actor=actor,
            action=action,
            body=body,
        )
