"""The calls of the core's API that are about sheets of paper; api.py carries them."""

from __future__ import annotations

from queue_core.client.calls import Calls
from queue_core.printing.rules import SheetKind
from queue_core.printing.wire import SheetsHead, SheetsList, ToldSheets


class SheetCalls(Calls):
    """Typed calls on whatever reads and writes."""

    def order_sheets(self, kind: SheetKind, pdf: bytes) -> SheetsHead:
        """Has a PDF printed on paper."""
        return self._upload(f"/sheets?kind={kind}", SheetsHead, pdf, "POST")

    def sheets(self) -> SheetsList:
        """What was ordered, and how far it is; a station hears what it may take or has."""
        return self._read("/sheets", SheetsList)

    def sheets_paper(self, order_id: int) -> bytes:
        """What is to be printed, for the station that has the order."""
        return self._bytes("GET", f"/sheets/{order_id}/paper")

    def take_sheets(self, order_id: int) -> SheetsHead:
        """Takes an order: one station gets it."""
        return self._write("POST", f"/sheets/{order_id}/take", SheetsHead)

    def tell_sheets(self, order_id: int, told: ToldSheets) -> SheetsHead:
        """Says what became of an order."""
        return self._write("POST", f"/sheets/{order_id}/outcome", SheetsHead, told)

    def print_sheets_again(self, order_id: int) -> SheetsHead:
        """Has sheets printed once more."""
        return self._write("POST", f"/sheets/{order_id}/again", SheetsHead)
