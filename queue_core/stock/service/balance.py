"""Reads the balance of the stock and how long it lasts. Every figure is derived; none of them is kept."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from sqlalchemy import Connection

from queue_core.foundation.clock import business_day
from queue_core.stock.rules import serials
from queue_core.stock.rules.blanks import Balance, BlankState, SpoilReason
from queue_core.stock.rules.outlook import LOOK_BACK, outlook, rate
from queue_core.stock.service.stockroom import Stockroom
from queue_core.stock.store import blanks as store
from queue_core.stock.store import counts
from queue_core.stock.wire import Batch, CountView, RibbonView, Serials, StockView, WriteOff


def balance_of(connection: Connection, office: str) -> Balance:
    """How many were received by the packets, and where they are by the blanks themselves."""
    received = sum(
        serials.size(row.first_serial, row.last_serial) for row in store.batches(connection, office)
    )
    found: Counter[str] = Counter()
    for state, _, number in store.counted(connection, office):
        found[state] += number
    return Balance(received, *(found[state] for state in BlankState))


def stock(room: Stockroom) -> StockView:
    """The balance, the rate of use, and until when blanks and ribbon last."""

    def read(connection: Connection) -> StockView:
        now = room.clock()
        book = balance_of(connection, room.office)
        by_reason = {
            SpoilReason(reason): number
            for _, reason, number in store.counted(connection, room.office)
            if reason is not None
        }
        per_day = _per_day(room, connection, now)
        lasts = outlook(book.drawer + book.printer, per_day, room.profile.stock.warn_days)
        counted = counts.latest_count(connection, room.office)
        return StockView(
            **book._asdict(),
            spoiled_by=by_reason,
            holds=book.holds,
            per_day=per_day,
            days=lasts.days,
            low=lasts.low and book.received > 0,
            last_count=count_view(counted) if counted else None,
            ribbon=ribbon_of(room, connection, now) if counts.knows_ribbon(connection, room.office) else None,
            asked=tuple(_write_off(row) for row in store.asked_for(connection, room.office)),
        )

    return room.database.read(read)


def serials_of(room: Stockroom) -> Serials:
    """What lies in drawer and printer by the book: to look for what is missing."""

    def ranges(connection: Connection, state: BlankState) -> tuple[Batch, ...]:
        found = serials.runs(store.in_state(connection, room.office, state))
        return tuple(Batch(**run._asdict()) for run in found)

    return room.database.read(
        lambda connection: Serials(
            drawer=ranges(connection, BlankState.DRAWER), printer=ranges(connection, BlankState.PRINTER)
        )
    )


def ribbon_of(room: Stockroom, connection: Connection, now: datetime) -> RibbonView:
    """What is left of the ribbon: each blank that went through the printer since took its card's worth."""
    running = counts.ribbon_in(connection, room.office)
    left = None
    if running is not None:
        printed = store.printed_since(connection, room.office, running.put_in_at)
        left = max(running.cards - printed, 0)
    rolls, cards = counts.stored_ribbon(connection, room.office)
    lasts = outlook((left or 0) + cards, _per_day(room, connection, now), room.profile.stock.warn_days)
    return RibbonView(left=left, stored=rolls, days=lasts.days, low=lasts.low)


def count_view(row: counts.Row) -> CountView:
    """A count as it travels."""
    return CountView(
        at=row.counted_at,
        by=row.counted_by,
        drawer=row.drawer,
        printer=row.printer,
        book_drawer=row.book_drawer,
        book_printer=row.book_printer,
        reason=row.reason,
    )


def _write_off(row: store.BlankRow) -> WriteOff:
    return WriteOff(serial=row.serial, reason=row.asked_reason, by=row.asked_by, at=row.asked_at)


def _per_day(room: Stockroom, connection: Connection, now: datetime) -> float | None:
    zone = room.profile.office.zone
    used = Counter(
        business_day(at, zone) for at in store.used_since(connection, room.office, now - LOOK_BACK)
    )
    return rate(used, business_day(now, zone))
