"""The feed of real queues: reads it, and finds out how long the last person in line really waited.

The feed is what an office shows to the public, a snapshot about every five minutes: minutes announced for
a service, open counters, people waiting, the ticket being served. What is dirty in it, and how it is met,
stands in docs/benchmarks.md.
"""

from __future__ import annotations

import csv
import gzip
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

LONGEST_HOLE = 15
"""Minutes between two snapshots from which on nobody knows when a ticket was called."""


class Snapshot(NamedTuple):
    """One queue at one minute of the day; `serving` is None while no ticket is shown."""

    minute: int
    announced: int
    counters: int
    waiting: int
    serving: int | None


class Queue(NamedTuple):
    """One queue of one office."""

    office: str
    queue_id: str


Days = Mapping[str, Mapping[Queue, Sequence[Snapshot]]]
"""The snapshots in order of time, by day (ISO 8601) and queue."""


def read(path: Path) -> Days:
    """Every snapshot of the file; of two for the same queue and minute the first."""
    days: dict[str, dict[Queue, dict[int, Snapshot]]] = defaultdict(lambda: defaultdict(dict))
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            snapshot = _snapshot(row)
            of_queue = days[row["date"]][Queue(row["office"], row["queue_id"])]
            of_queue.setdefault(snapshot.minute, snapshot)
    return {
        day: {queue: [found[minute] for minute in sorted(found)] for queue, found in queues.items()}
        for day, queues in sorted(days.items())
    }


def _snapshot(row: Mapping[str, str]) -> Snapshot:
    hours, minutes = row["time"].split(":")
    digits = "".join(sign for sign in row["current_ticket"] if sign.isdigit())
    return Snapshot(
        minute=int(hours) * 60 + int(minutes),
        announced=int(row["announced_service_min"]),
        counters=int(row["open_counters"]),
        waiting=int(row["waiting"]),
        serving=int(digits) if digits else None,
    )


def askable(snapshot: Snapshot) -> bool:
    """Whether somebody is in line, a counter is open and a ticket is shown."""
    return snapshot.waiting > 0 and snapshot.counters > 0 and snapshot.serving is not None


def real_wait(day: Sequence[Snapshot], at: int) -> int | None:
    """Minutes until the last person in line at a snapshot was called; None where the feed does not tell.

    That person holds the ticket that is being served plus those that wait. The feed does not tell when the
    numbers fall before that ticket is shown, when it never is, or when it came up during a hole in the feed.
    """
    start = day[at]
    if start.serving is None:
        return None
    last, before = start.serving, start
    mine = start.serving + start.waiting
    for snapshot in day[at + 1 :]:
        if snapshot.minute - before.minute > LONGEST_HOLE:
            return None
        before = snapshot
        if snapshot.serving is None:
            continue
        if snapshot.serving < last:
            return None
        last = snapshot.serving
        if last >= mine:
            return snapshot.minute - start.minute
    return None


def steps(day: Sequence[Snapshot]) -> Iterator[tuple[Snapshot, Snapshot]]:
    """Two snapshots in a row between which the calls can be counted: no hole, numbers that do not fall."""
    for before, after in pairwise(day):
        if before.serving is None or after.serving is None or before.counters <= 0:
            continue
        if after.minute - before.minute <= LONGEST_HOLE and before.serving <= after.serving:
            yield before, after
