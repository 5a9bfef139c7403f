"""Brings a kiosk's book onto its disk once the disk takes it, and tells who waits for that."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from pathlib import Path

from kiosk.book import Book
from kiosk.errors import BookNotUsable

log = logging.getLogger(__name__)
LOOK_SECONDS = 30.0


class Settling:
    """Tries again and again, in a thread of its own, until the book is durable."""

    def __init__(self, book: Book, path: Path, settled: Callable[[], None]) -> None:
        self._book = book
        self._path = path
        self._settled = settled

    def start(self) -> None:
        """Calls `settled` once the book is durable: at once where it is."""
        if self._book.is_durable:
            self._settled()
        else:
            threading.Thread(target=self._run, name="settling", daemon=True).start()

    def step(self) -> bool:
        """Whether the book is on the disk now."""
        try:
            self._book.settle(self._path)
        except BookNotUsable:
            return False
        log.warning("the kiosk's book is on its disk again")
        self._settled()
        return True

    def _run(self) -> None:
        while not self.step():
            time.sleep(LOOK_SECONDS)
