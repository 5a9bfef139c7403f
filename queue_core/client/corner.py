"""The calls of the core's API that are the reading corner's; api.py carries them."""

from __future__ import annotations

from queue_core.client.calls import Calls
from queue_core.tickets.wire.corner import BooksInHand


class CornerCalls(Calls):
    """Typed calls on whatever reads and writes."""

    def tell_books(self, books: BooksInHand) -> BooksInHand:
        """Tells which numbers have a book."""
        return self._write("PUT", "/corner/books", BooksInHand, books)
