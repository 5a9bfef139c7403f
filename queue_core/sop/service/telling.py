"""Tells the staff of clocks that are near their end or past it, each exactly once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from queue_core.sop.service.timing import WATCHER, Keeper, Timing
from queue_core.sop.store import clock_book
from queue_core.sop.store.tables import Row
from queue_core.sop.wire import SopNews
from queue_core.storage.writer import Transaction


def tell(keeper: Keeper, now: datetime) -> int:
    """Tells of every mark that was passed by `now` and not told before; how many events that made.

    What was told stands in the clock's own row, so that neither a restart nor a clock that is set back or
    jumps ahead tells it again.
    """
    office = keeper.profile.office.key
    if not keeper.database.read(lambda connection: clock_book.untold(connection, office, now)):
        return 0

    def mark(transaction: Transaction) -> int:
        timing = Timing(keeper.profile, transaction, now, WATCHER)
        tell_of(timing, clock_book.untold(transaction.connection, office, now))
        return len(transaction.rows)

    return keeper.database.write(mark)


def tell_of(timing: Timing, clocks: Iterable[Row]) -> None:
    """Tells what these clocks have passed, within the caller's transaction.

    Whoever ends or pauses a clock calls it before, so that no mark is lost between two looks of the watcher.
    """
    for row in clocks:
        if row.near_at is None or row.near_at > timing.now:
            continue
        if clock_book.mark_warned(timing.connection, row.id, timing.now):
            timing.record("clock_near", news_of(row))
        if clock_book.mark_breached(timing.connection, row.id, timing.now):
            timing.record("clock_late", news_of(row))


def news_of(row: Row, reason: str | None = None, due_before: datetime | None = None) -> SopNews:
    """What the staff are told of a clock."""
    return SopNews(
        subject=row.subject,
        ticket_id=row.ticket_id,
        file_id=row.file_id,
        service=row.service,
        step=row.step,
        due_at=row.due_at,
        due_before=due_before,
        reason=reason,
    )
