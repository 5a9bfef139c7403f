"""The calls about the stock that the fake core answers."""

from __future__ import annotations

from dataclasses import dataclass, field

from queue_core.client.problems import Refused
from queue_core.stock.rules.blanks import BY_TWO, BlankState, SpoilReason
from queue_core.stock.wire import (
    Batch,
    BlankView,
    CountView,
    NewBatch,
    NewCount,
    NewRibbon,
    RibbonView,
    Serials,
    Spoiling,
    StockView,
)

RIBBON = RibbonView(left=8, stored=1, days=3, low=True)
STOCK = StockView(
    received=100,
    drawer=42,
    printer=1,
    good=50,
    spoiled=7,
    spoiled_by={SpoilReason.JAM: 5, SpoilReason.LOST: 2},
    holds=True,
    per_day=8.25,
    days=5,
    low=True,
    ribbon=RIBBON,
)
"""A packet that runs out, and so does the ribbon."""
RUN = Batch(first="AB0012345", last="AB0012386", number=42)


@dataclass
class FakeStockCalls:
    """Keeps what is asked about the stock, and gives back what a test has laid out."""

    stocked: StockView = STOCK
    stock_asked: list[str] = field(default_factory=list)
    refuses_stock: Refused | None = None

    def stock(self) -> StockView:
        return self.stocked

    def serials(self) -> Serials:
        return Serials(drawer=(RUN,), printer=(Batch(first="AB0012388", last="AB0012388", number=1),))

    def receive_blanks(self, new: NewBatch) -> Batch:
        self._asked(f"receive {new.first} {new.last}")
        return RUN

    def spoil_blank(self, serial: str, why: Spoiling) -> BlankView:
        self._asked(f"spoil {serial} {why.reason}")
        if why.reason in BY_TWO:
            return BlankView(serial=serial, state=BlankState.DRAWER, asked=why.reason)
        return BlankView(serial=serial, state=BlankState.SPOILED, reason=why.reason)

    def agree_to_write_off(self, serial: str) -> BlankView:
        self._asked(f"agree {serial}")
        return BlankView(serial=serial, state=BlankState.SPOILED, reason=SpoilReason.LOST)

    def decline_write_off(self, serial: str) -> BlankView:
        self._asked(f"decline {serial}")
        return BlankView(serial=serial, state=BlankState.DRAWER)

    def count_stock(self, new: NewCount) -> CountView:
        self._asked(f"count {new.drawer} {new.printer} {new.reason}")
        book = {"book_drawer": 42, "book_printer": 1, "by": "account:budi"}
        if (new.drawer, new.printer) != (42, 1) and new.reason is None:
            raise Refused("count-differs", "By the book 42 lie in the drawer.", "", 409)
        return CountView.model_validate({"at": "2026-11-23T08:00:00Z", **book, **new.model_dump()})

    def receive_ribbon(self, new: NewRibbon) -> RibbonView:
        self._asked(f"ribbon {new.rolls}")
        return RIBBON

    def put_in_ribbon(self) -> RibbonView:
        self._asked("put in")
        return RIBBON

    def use_up_ribbon(self) -> RibbonView:
        self._asked("used up")
        return RIBBON

    def _asked(self, what: str) -> None:
        self.stock_asked.append(what)
        if self.refuses_stock is not None:
            raise self.refuses_stock
