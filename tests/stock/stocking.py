"""A stockroom to test with, and what the orders of cards do with its blanks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from queue_core.stock.rules.blanks import SpoilReason
from queue_core.stock.service import balance, blanks, keeping, writing_off
from queue_core.stock.service.blanks import StockAct
from queue_core.stock.service.stockroom import Stockroom
from queue_core.stock.wire import Batch, BlankView, NewBatch, Spoiling, StockView
from queue_core.storage.writer import Transaction
from tests.core.office import MORNING, Office

FIRST, LAST = "AB0012345", "AB0012444"
"""A packet of a hundred."""


@dataclass
class Stocking:
    """Calls the use cases as the SIAK operator would."""

    office: Office

    @property
    def room(self) -> Stockroom:
        return Stockroom(self.office.database, self.office.profile, self.office.clock)

    def receive(self, first: str = FIRST, last: str = LAST) -> Batch:
        return keeping.receive(self.room, self.office.write(), NewBatch(first=first, last=last))

    def report_lost(self, serial: str) -> BlankView:
        why = Spoiling(reason=SpoilReason.LOST)
        return writing_off.spoil_in_drawer(self.room, self.office.write(), serial, why)

    def agree(self, serial: str, actor: str = "account:budi") -> BlankView:
        return writing_off.agree(self.room, self.office.write(actor), serial)

    def write_off(self, serial: str) -> None:
        """A lost blank, with the second person."""
        self.report_lost(serial)
        self.agree(serial)

    def load(self, *serials: str) -> None:
        self._do(blanks.load, *serials)

    def print(self, *serials: str, spoiled: SpoilReason | None = None) -> None:
        """Cards that came out, good or spoiled."""
        self.load(*serials)
        if spoiled is None:
            self._do(blanks.finish, *serials)
        else:
            self._do(lambda act, serial: blanks.spoil(act, serial, spoiled), *serials)

    def lose(self, *serials: str) -> None:
        """Cards whose files say, by two people, that they are gone."""
        self._do(lambda act, serial: blanks.spoil(act, serial, SpoilReason.LOST), *serials)

    def on_day(self, day: int) -> None:
        """Goes to a day of the first week; 8 is its Monday."""
        self.office.clock.now = MORNING.replace(day=day)

    def stock(self) -> StockView:
        return balance.stock(self.room)

    def _do(self, move: Callable[[StockAct, str], None], *serials: str) -> None:
        at, office = self.office.clock(), self.room.office

        def each(transaction: Transaction) -> None:
            for serial in serials:
                move(StockAct(transaction.connection, office, at, "account:ani"), serial)

        self.office.database.write(each)


def serial(number: int) -> str:
    """The serial of the packet's n-th blank."""
    return f"AB{12345 + number:07}"
