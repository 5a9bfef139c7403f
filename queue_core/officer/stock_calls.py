"""The calls of the core that are about blanks and ribbon; queue_core/client/stock.py says what each does."""

from __future__ import annotations

from typing import Protocol

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


class StockCalls(Protocol):
    """Reads the stock, receives, writes off, counts."""

    def stock(self) -> StockView:
        """The balance of the stock, and how long it lasts."""

    def serials(self) -> Serials:
        """What lies in drawer and printer by the book."""

    def receive_blanks(self, new: NewBatch) -> Batch:
        """Receives a packet of blanks."""

    def spoil_blank(self, serial: str, why: Spoiling) -> BlankView:
        """Writes off a blank of the drawer, or asks for it."""

    def agree_to_write_off(self, serial: str) -> BlankView:
        """Writes off what somebody else asked for."""

    def decline_write_off(self, serial: str) -> BlankView:
        """Leaves a blank in the drawer."""

    def count_stock(self, new: NewCount) -> CountView:
        """Tells what was counted."""

    def receive_ribbon(self, new: NewRibbon) -> RibbonView:
        """Receives rolls of ribbon."""

    def put_in_ribbon(self) -> RibbonView:
        """Puts the next roll into the printer."""

    def use_up_ribbon(self) -> RibbonView:
        """Takes the roll out of the printer for good."""
