"""Whose turn it is: one title a day, each once before any comes again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import count
from math import gcd

GOLDEN = 0.618
"""Of the whole list lies between one day's title and the next: volumes of a series stand side by side."""


def turns(day: date, titles: int) -> Iterator[int]:
    """The places in a list of so many titles that may have this day, its own first.

    The others stand in where that title is not at hand: those whose own day is half a round away.
    """
    if titles == 0:
        return
    step = next(step for step in count(max(1, round(titles * GOLDEN))) if gcd(step, titles) == 1)
    own = day.toordinal()
    yield own * step % titles
    for later in range(titles):
        yield (own + titles // 2 + later) * step % titles
