"""The calls of the core that are about print orders; queue_core/client/printing.py says what each does."""

from __future__ import annotations

from typing import Protocol

from queue_core.kia.rules.orders import OrderState
from queue_core.kia.wire.orders import (
    FilesToPrint,
    FilesWithoutOrder,
    Loading,
    OrderedFiles,
    OrderHead,
    OrderList,
    PrintProgress,
    Scanned,
    ToldOutcome,
)


class PrintCalls(Protocol):
    """Loads, says what came out, and scans back."""

    def orders_for_person(self) -> OrderList:
        """The orders that wait for a person."""

    def orders_in(self, state: OrderState) -> OrderList:
        """The orders in a state."""

    def orders_on(self, blank: str) -> OrderList:
        """The order that a blank is bound to."""

    def print_progress(self) -> PrintProgress:
        """How many cards are how far."""

    def files_without_order(self, after: int) -> FilesWithoutOrder:
        """The next files whose card can be ordered."""

    def order_prints(self, wanted: FilesToPrint) -> OrderedFiles:
        """Orders the cards of many files."""

    def load_blanks(self, loading: Loading) -> OrderList:
        """Binds blanks to orders, and loads them."""

    def unload_blank(self, order_id: int) -> OrderHead:
        """Takes an order's blank out again."""

    def tell_outcome(self, order_id: int, told: ToldOutcome) -> OrderHead:
        """Says what became of an order."""

    def collect_card(self, order_id: int, read: Scanned) -> OrderHead:
        """Says that a card was fetched from the agency."""

    def scan_back(self, file_id: int, read: Scanned) -> OrderHead:
        """Compares the card that came out with the blank that is bound to it."""
