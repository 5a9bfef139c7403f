"""One million tickets of history: what issuing, calling and a snapshot cost beside an empty book."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.book import Book, book
from benchmarks.figures import Row, percentile
from queue_core.foundation.audiences import Audience
from queue_core.tickets.service import views

ROUNDS = 300

Step = Callable[[Book], None]


def measure(folder: Path) -> list[Row]:
    """Both books take turns, so that both meet the same machine; medians."""
    with (
        book(folder / "empty.db", history=False) as empty,
        book(folder / "million.db", history=True) as million,
    ):
        return [
            _compare("issue", empty, million, Book.issue),
            _compare("call next", empty, million, Book.call, Book.send_away),
            _compare("snapshot", empty, million, _snapshot),
        ]


def _compare(what: str, empty: Book, million: Book, step: Step, after: Step = lambda _: None) -> Row:
    seconds: dict[int, list[float]] = {0: [], 1: []}
    for _ in range(ROUNDS):
        for which, one in enumerate((empty, million)):
            begun = time.perf_counter()
            step(one)
            seconds[which].append(time.perf_counter() - begun)
            after(one)
    on_empty, on_million = (percentile(seconds[which], 0.5) for which in (0, 1))
    return Row(
        f"{what} with a million tickets of history",
        f"{on_million * 1e6:.0f} µs",
        f"{on_million / on_empty:.2f} times the empty book",
    )


def _snapshot(one: Book) -> None:
    views.snapshot(one.desk, Audience.HALL, speed=1.0, demonstration=False)
