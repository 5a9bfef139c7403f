"""Receives blanks and ribbon, counts at closing."""

from __future__ import annotations

from queue_core.foundation.identifiers import WriteRequest
from queue_core.stock.errors import BlanksKnown, CountDiffers, NoRibbon, NotARange
from queue_core.stock.rules import serials
from queue_core.stock.service.balance import balance_of, count_view, ribbon_of
from queue_core.stock.service.blanks import StockAct, record
from queue_core.stock.service.stockroom import Stockroom
from queue_core.stock.store import blanks as store
from queue_core.stock.store import counts
from queue_core.stock.wire import (
    Batch,
    CountView,
    NewBatch,
    NewCount,
    NewRibbon,
    RibbonView,
)


def receive(room: Stockroom, write: WriteRequest, new: NewBatch) -> Batch:
    """Puts a packet into the drawer. Raises NotARange, or BlanksKnown with the first that is known."""

    def keep(act: StockAct) -> Batch:
        try:
            every = serials.serials(new.first, new.last)
        except serials.NotARange as error:
            raise NotARange(f"{error}.") from None
        known = store.first_known(act.connection, act.office, new.first, new.last)
        if known is not None:
            raise BlanksKnown(f"The blank {known} was received before.")
        store.receive(act.connection, act.office, every, at=act.at, by=act.actor)
        batch = Batch(first=new.first, last=new.last, number=len(every))
        record(act, "blanks_received", batch=batch.model_dump(mode="json"))
        return batch

    return room.once(write, Batch, keep)


def count(room: Stockroom, write: WriteRequest, new: NewCount) -> CountView:
    """Keeps what somebody has counted beside the book. Raises CountDiffers without a reason for that."""

    def keep(act: StockAct) -> CountView:
        book = balance_of(act.connection, act.office)
        agrees = (new.drawer, new.printer) == (book.drawer, book.printer)
        if not agrees and new.reason is None:
            raise CountDiffers(
                f"By the book {book.drawer} lie in the drawer and {book.printer} in the printer."
            )
        row = counts.add_count(
            act.connection,
            office=act.office,
            counted_at=act.at,
            counted_by=act.actor,
            drawer=new.drawer,
            printer=new.printer,
            book_drawer=book.drawer,
            book_printer=book.printer,
            reason=None if agrees else new.reason,
        )
        view = count_view(row)
        record(act, "stock_counted", count=view.model_dump(mode="json", exclude_none=True))
        return view

    return room.once(write, CountView, keep)


def receive_ribbon(room: Stockroom, write: WriteRequest, new: NewRibbon) -> RibbonView:
    """Keeps new rolls of ribbon."""
    cards = new.cards or room.profile.stock.cards_per_ribbon

    def keep(act: StockAct) -> RibbonView:
        counts.receive_ribbon(act.connection, act.office, new.rolls, cards, at=act.at, by=act.actor)
        record(act, "ribbon_received", rolls=new.rolls, cards=cards)
        return ribbon_of(room, act.connection, act.at)

    return room.once(write, RibbonView, keep)


def put_in_ribbon(room: Stockroom, write: WriteRequest) -> RibbonView:
    """Puts the oldest roll in store into the printer; the one that was there is used up. Raises NoRibbon."""

    def do(act: StockAct) -> RibbonView:
        following = counts.oldest_stored(act.connection, act.office)
        if following is None:
            raise NoRibbon("No roll of ribbon lies in store.")
        running = counts.ribbon_in(act.connection, act.office)
        if running is not None:
            counts.change_ribbon(act.connection, running.id, used_up_at=act.at)
        counts.change_ribbon(act.connection, following.id, put_in_at=act.at)
        record(act, "ribbon_put_in", ribbon=following.id, cards=following.cards)
        return ribbon_of(room, act.connection, act.at)

    return room.once(write, RibbonView, do)


def use_up_ribbon(room: Stockroom, write: WriteRequest) -> RibbonView:
    """Takes the roll out of the printer for good. Raises NoRibbon."""

    def do(act: StockAct) -> RibbonView:
        running = counts.ribbon_in(act.connection, act.office)
        if running is None:
            raise NoRibbon("No roll of ribbon is in the printer.")
        counts.change_ribbon(act.connection, running.id, used_up_at=act.at)
        record(act, "ribbon_used_up", ribbon=running.id)
        return ribbon_of(room, act.connection, act.at)

    return room.once(write, RibbonView, do)
