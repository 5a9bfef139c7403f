"""Stock-take: what a scanner saw, sent whenever there is a network again, and what follows from it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row

from queue_core.foundation.identifiers import WriteRequest
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
            latest: dict[str, datetime] = {}
            for one in batch.seen:
                at = min(one.at, now)
                latest[one.code] = max(latest.get(one.code, at), at)
            ids = stocktake.known(connection, latest)
            stocktake.see(connection, {copy_id: latest[code] for code, copy_id in ids.items()})
            return SeenTaken(known=len(ids), unknown=tuple(sorted(latest.keys() - ids.keys())))

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


def _told(rows: Iterable[Row[Any]]) -> tuple[Odd, ...]:
    return tuple(
        Odd(code=row.code, title=row.name, location=row.location, standing=LENT if row.out else row.care)
        for row in rows
    )
