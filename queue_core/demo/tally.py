"""What the people of a played morning did themselves, counted outside the programs."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field


@dataclass
class Tally:
    """Numbers of tickets, counters and files; how many cards."""

    issued: set[str] = field(default_factory=set)
    """The numbers that the families took; all others are visitors'."""
    served: set[str] = field(default_factory=set)
    no_shows: set[str] = field(default_factory=set)
    given_up: set[int] = field(default_factory=set)
    """The counters that somebody took over."""
    files: set[int] = field(default_factory=set)
    """Which led to a card, by id."""
    cards: int = 0
    """Handed over."""
    spoiled: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def count(self, what: str) -> None:
        """Counts one."""
        with self.lock:
            setattr(self, what, getattr(self, what) + 1)
