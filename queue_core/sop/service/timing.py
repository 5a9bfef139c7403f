"""What every use case of clocks stands on: the office's book, its profile, its clock."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from pydantic import BaseModel
from sqlalchemy import Connection

from queue_core.foundation.audiences import Audience
from queue_core.foundation.clock import Clock, business_day
from queue_core.foundation.identifiers import WriteRequest
from queue_core.foundation.profile import Profile
from queue_core.sop.wire import SopNews
from queue_core.storage import ledger, requests
from queue_core.storage.database import Database
from queue_core.storage.writer import Transaction

Answer = TypeVar("Answer", bound=BaseModel)
WATCHER = "core"
"""The actor of what the core does by itself."""


@dataclass(frozen=True)
class Timing:
    """One write in the making, as far as clocks need to know it: where, when, and who does it."""

    profile: Profile
    transaction: Transaction
    now: datetime
    actor: str

    @property
    def office(self) -> str:
        """The key under which this office's rows stand."""
        return self.profile.office.key

    @property
    def connection(self) -> Connection:
        """Where the caller's transaction writes."""
        return self.transaction.connection

    @property
    def day(self) -> date:
        """The office's own date."""
        return business_day(self.now, self.profile.office.zone)

    def record(self, action: str, news: SopNews) -> None:
        """Writes what happened into the ledger; the staff hear of it after the commit."""
        row = ledger.append(
            self.connection,
            self.office,
            at=self.now,
            actor=self.actor,
            action=action,
            body={"sop": news.model_dump(mode="json", exclude_none=True)},
            audiences=frozenset({Audience.STAFF}),
        )
        self.transaction.rows.append(row)


@dataclass(frozen=True)
class Keeper:
    """The means of the use cases that stand on their own."""

    database: Database
    profile: Profile
    clock: Clock

    def once(self, write: WriteRequest, model: type[Answer], work: Callable[[Timing], Answer]) -> Answer:
        """Does a write in a transaction of its own; sent again, it gives the same answer."""

        def at(transaction: Transaction, now: datetime) -> Answer:
            return work(Timing(self.profile, transaction, now, write.actor))

        office = self.profile.office.key
        return requests.answer_once(self.database, office, self.clock, write, model, at)
