"""The calls of the core's API that are about blanks and ribbon."""

from __future__ import annotations

from queue_core.client.calls import Calls
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


class StockCalls(Calls):
    """Typed calls on whatever reads and writes."""

    def stock(self) -> StockView:
        """The balance of the stock, and how long it lasts."""
        return self._read("/stock", StockView)

    def serials(self) -> Serials:
        """What lies in drawer and printer by the book."""
        return self._read("/stock/serials", Serials)

    def receive_blanks(self, new: NewBatch) -> Batch:
        """Receives a packet of blanks."""
        return self._write("POST", "/stock/batches", Batch, new)

    def spoil_blank(self, serial: str, why: Spoiling) -> BlankView:
        """Writes off a blank of the drawer, or asks for it."""
        return self._write("POST", f"/stock/blanks/{serial}/spoil", BlankView, why)

    def agree_to_write_off(self, serial: str) -> BlankView:
        """Writes off what somebody else asked for."""
        return self._write("POST", f"/stock/blanks/{serial}/agree", BlankView)

    def decline_write_off(self, serial: str) -> BlankView:
        """Leaves a blank in the drawer."""
        return self._write("POST", f"/stock/blanks/{serial}/decline", BlankView)

    def count_stock(self, new: NewCount) -> CountView:
        """Tells what was counted."""
        return self._write("POST", "/stock/counts", CountView, new)

    def receive_ribbon(self, new: NewRibbon) -> RibbonView:
        """Receives rolls of ribbon."""
        return self._write("POST", "/stock/ribbon", RibbonView, new)

    def put_in_ribbon(self) -> RibbonView:
        """Puts the next roll into the printer."""
        return self._write("POST", "/stock/ribbon/put-in", RibbonView)

    def use_up_ribbon(self) -> RibbonView:
        """Takes the roll out of the printer for good."""
        return self._write("POST", "/stock/ribbon/used-up", RibbonView)
