"""Stock-take: what a scanner saw, sent whenever there is a network again, and what follows from it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row

from queue_core.foundation.identifiers import WriteRequest
from reading_corner.rules.keeping import is_readers
from reading_corner.service.cards import is_members
from reading_corner.store import stocktake
from reading_corner.store.shelf import Shelf
from reading_corner.wire.lending import Odd, SeenBatch, SeenTaken, StockTake

LENT = "lent"


@dataclass(frozen=True)
class StockTaking:
    """Takes in what was seen. The same scans twice, or in another order, change nothing."""

    shelf: Shelf

    def take(self, batch: SeenBatch, wish: WriteRequest) -> SeenTaken:
        """Notes what was seen; a scanner whose clock runs ahead saw it now. Raises RequestIdReused."""

        def work(connection: Connection, now: datetime) -> SeenTaken:
            ids = stocktake.known(connection, {one.code for one in batch.seen})
            latest: dict[int, datetime] = {}
            for one in batch.seen:
                if (copy_id := ids.get(one.code)) is not None:
                    at = min(one.at, now)
                    latest[copy_id] = max(latest.get(copy_id, at), at)
            stocktake.see(connection, latest)
            return SeenTaken(known=len(latest), unknown=self._strangers(connection, batch, ids.keys()))

        return self.shelf.once(wish, SeenTaken, work)

    def result(self, since: datetime) -> StockTake:
        """What was found since the stock-take began."""

        def look(connection: Connection) -> StockTake:
            return StockTake(
                since=since,
                seen=stocktake.count_seen(connection, since),
                missing=_told(stocktake.missing(connection, since)),
                unexpected=_told(stocktake.unexpected(connection, since)),
            )

        return self.shelf.read(look)

    def _strangers(self, connection: Connection, batch: SeenBatch, known: Collection[str]) -> tuple[str, ...]:
        """The codes of no book. What may be a reader's is not told back: the answer is kept for days."""
        codes = {one.code for one in batch.seen if one.code not in known and not is_readers(one.code)}
        key = self.shelf.key()
        return tuple(sorted(code for code in codes if not is_members(connection, key, code)))


def _told(rows: Iterable[Row[Any]]) -> tuple[Odd, ...]:
    return tuple(
        Odd(code=row.code, title=row.name, location=row.location, standing=LENT if row.out else row.care)
        for row in rows
    )
