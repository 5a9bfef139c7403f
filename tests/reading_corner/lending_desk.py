"""A corner to lend from: a shelf with a few books, an office, a clock that tests set, and its requests."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, insert, text

from queue_core.foundation.identifiers import WriteRequest
from reading_corner.rules.lending import LendingRules
from reading_corner.rules.shelf import Care, Where
from reading_corner.service.lending import Lending
from reading_corner.service.readers import Office, Readers
from reading_corner.service.stocktaking import StockTaking
from reading_corner.service.wishing import Wishing
from reading_corner.store.shelf import Shelf
from reading_corner.store.tables import copy, title
from reading_corner.wire.lending import Loaned, NewLoan, NewReturn, NewWish, Returned, Wished
from tests.reading_corner.new_shelf import shelf_at

MORNING = datetime(2026, 11, 30, 2, 0, tzinfo=UTC)
"""Monday, nine o'clock in Jakarta."""
WIB = ZoneInfo("Asia/Jakarta")
SATURDAY = 6
KEY = b"k" * 32
PAGE, PAGE_NUMBER = "0123456789abcdef0123", "A007"
NIK = "9902014205200001"
SPARE = "B00000200"
FIRST, SECOND = "B00000101", "B00000102"
"""Two copies of the title 1, for children; the title 2 has the spare one and is not for children."""


@dataclass
class Corner:
    """One corner, driven as its page would."""

    path: Path
    now: datetime = MORNING
    serial: count[int] = field(default_factory=count)
    rules: LendingRules = field(default_factory=LendingRules)
    over: set[str] = field(default_factory=set)
    """The numbers that are not in the queue."""

    def __post_init__(self) -> None:
        self.shelf = shelf_at(self.path, lambda: self.now)
        office = Office(lambda: WIB, weekend, {PAGE: PAGE_NUMBER}.get, lambda number: number not in self.over)
        self.lending = Lending(self.shelf, Readers(KEY, office, self.shelf), self.rules)
        self.wishing = Wishing(self.lending)
        self.stocktaking = StockTaking(self.shelf)

    def request(self) -> WriteRequest:
        """A new write."""
        one = next(self.serial)
        return WriteRequest(f"request-{one}", f"print-{one}", "corner")

    def lend(self, code: str = FIRST, reader: str = "A001", where: Where = Where.HERE) -> Loaned:
        """Lends to a ticket, if nothing else is said."""
        return self.lending.lend(NewLoan(copy_code=code, reader=reader, where=where), self.request())

    def take_back(self, code: str = FIRST) -> Returned:
        """Takes a copy back."""
        return self.lending.take_back(NewReturn(copy_code=code), self.request())

    def wish(self, reader: str, title_id: int = 1) -> Wished:
        """Waits for a title."""
        return self.wishing.wish(NewWish(title=title_id, reader=reader), self.request())

    def later(self, **time: int) -> None:
        """Lets time go by."""
        self.now += timedelta(**time)

    def rows(self, query: str) -> list[tuple[object, ...]]:
        """What the database says."""
        return self.shelf.read(lambda connection: [tuple(row) for row in connection.execute(text(query))])


def weekend(day: date) -> bool:
    """Whether the office of these tests is closed."""
    return day.isoweekday() >= SATURDAY


def corner_in(folder: Path, rules: LendingRules | None = None) -> Corner:
    """A corner with its books."""
    corner = Corner(folder / "corner.db", rules=rules or LendingRules())
    fill(corner.shelf)
    return corner


def fill(shelf: Shelf) -> None:
    """Puts the books on a shelf."""
    shelf.write(_books)


def _books(connection: Connection, now: datetime) -> None:
    for key, name, for_children in ((1, "Si Kancil", True), (2, "Hukum Acara", False)):
        row = {"id": key, "key": str(key), "name": name, "for_children": for_children}
        connection.execute(insert(title).values(row | {"added_at": now, "changed_at": now}))
    for code, of in ((FIRST, 1), (SECOND, 1), (SPARE, 2)):
        connection.execute(insert(copy).values(title_id=of, code=code, care=Care.IN_USE))
