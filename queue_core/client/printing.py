"""The calls of the core's API that are about print orders."""

from __future__ import annotations

from queue_core.client.calls import Calls
from queue_core.kia.rules.orders import OrderState
from queue_core.kia.wire.orders import (
    CardFace,
    FilesToPrint,
    FilesWithoutOrder,
    Loading,
    OrderedFiles,
    OrderHead,
    OrderList,
    PrintProgress,
    Scanned,
    ToldOutcome,
    ToldProblem,
)


class PrintCalls(Calls):
    """Typed calls on whatever reads and writes."""

    def orders_in(self, state: OrderState) -> OrderList:
        """The orders in a state; of the loaded ones a station hears those that it may take."""
        return self._read(f"/print/orders?state={state}", OrderList)

    def orders_for_person(self) -> OrderList:
        """The orders that wait for a person: unknown or flagged."""
        return self._read("/print/orders?for_person=true", OrderList)

    def orders_on(self, blank: str) -> OrderList:
        """The order that a blank is bound to, if there is one that has not ended."""
        return self._read(f"/print/orders?blank={blank}", OrderList)

    def print_progress(self) -> PrintProgress:
        """How many cards are how far."""
        return self._read("/print/progress", PrintProgress)

    def files_without_order(self, after: int) -> FilesWithoutOrder:
        """The next files whose card can be ordered, after an id."""
        return self._read(f"/print/files?after={after}", FilesWithoutOrder)

    def print_order(self, order_id: int) -> OrderHead:
        """One order."""
        return self._read(f"/print/orders/{order_id}", OrderHead)

    def order_prints(self, wanted: FilesToPrint) -> OrderedFiles:
        """Orders the cards of many files; the answer tells what came of each."""
        return self._write("POST", "/print/orders", OrderedFiles, wanted)

    def load_blanks(self, loading: Loading) -> OrderList:
        """Binds blanks to orders in turn, and loads them: all, or none."""
        return self._write("POST", "/print/load", OrderList, loading)

    def unload_blank(self, order_id: int) -> OrderHead:
        """Takes an order's blank out again, unprinted."""
        return self._write("POST", f"/print/orders/{order_id}/unload", OrderHead)

    def take_order(self, order_id: int, request_id: str | None = None) -> OrderHead:
        """Takes an order: one station gets it."""
        return self._write("POST", f"/print/orders/{order_id}/take", OrderHead, None, request_id)

    def card_face(self, order_id: int) -> CardFace:
        """What the card says, for the station that has the order."""
        return self._read(f"/print/orders/{order_id}/card", CardFace)

    def tell_problem(self, order_id: int, told: ToldProblem) -> OrderHead:
        """Tells what keeps the printer from an order, or that nothing does any more."""
        return self._write("POST", f"/print/orders/{order_id}/problem", OrderHead, told)

    def tell_outcome(self, order_id: int, told: ToldOutcome, request_id: str | None = None) -> OrderHead:
        """Says what became of an order."""
        return self._write("POST", f"/print/orders/{order_id}/outcome", OrderHead, told, request_id)

    def collect_card(self, order_id: int, read: Scanned) -> OrderHead:
        """Says that a card was fetched from the agency, with its serial."""
        return self._write("POST", f"/print/orders/{order_id}/collected", OrderHead, read)

    def scan_back(self, file_id: int, read: Scanned) -> OrderHead:
        """Compares the card that came out with the blank that is bound to it."""
        return self._write("POST", f"/files/{file_id}/scan-back", OrderHead, read)
