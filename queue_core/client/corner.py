"""The calls of the core's API that are the reading corner's, and about it; api.py carries them."""

from __future__ import annotations

from queue_core.client.calls import Calls
from queue_core.tickets.wire.corner import BooksInHand, ShownBook
from queue_core.tickets.wire.reading import MonthOfReading, ToldReading


class CornerCalls(Calls):
    """Typed calls on whatever reads and writes."""

    def tell_books(self, books: BooksInHand) -> BooksInHand:
        """Tells which numbers have a book."""
        return self._write("PUT", "/corner/books", BooksInHand, books)

    def tell_book_of_the_day(self, shown: ShownBook) -> ShownBook:
        """Tells which book the boards shall show today."""
        return self._write("PUT", "/corner/book-of-the-day", ShownBook, shown)

    def tell_reading(self, told: ToldReading) -> ToldReading:
        """Tells what was read, in figures."""
        return self._write("PUT", "/corner/reading", ToldReading, told)

    def reading(self, month: str | None = None) -> MonthOfReading:
        """What was read in a month, such as 2026-11; the one that runs without it."""
        of = f"?month={month}" if month else ""
        return self._read(f"/corner/reading{of}", MonthOfReading)
