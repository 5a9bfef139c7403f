"""What the use cases of the stock that stand on their own stand on: the database, the profile, the clock."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from pydantic import BaseModel

from queue_core.foundation.clock import Clock
from queue_core.foundation.identifiers import WriteRequest
from queue_core.foundation.profile import Profile
from queue_core.stock.service.blanks import StockAct
from queue_core.storage import requests
from queue_core.storage.database import Database

Answer = TypeVar("Answer", bound=BaseModel)


@dataclass(frozen=True)
class Stockroom:
    """The means, handed in by whoever builds the program."""

    database: Database
    profile: Profile
    clock: Clock

    @property
    def office(self) -> str:
        """The key under which this office's rows stand."""
        return self.profile.office.key

    def once(self, write: WriteRequest, model: type[Answer], work: Callable[[StockAct], Answer]) -> Answer:
        """Does a write in a transaction of its own; sent again, it gives the same answer."""
        return requests.answer_once(
            self.database,
            self.office,
            self.clock,
            write,
            model,
            lambda transaction, now: work(StockAct(transaction.connection, self.office, now, write.actor)),
        )
