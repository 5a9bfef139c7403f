"""The three predictors that the product is measured against: domain knowledge of real queue displays.

Each tells minutes for the last person in line at a snapshot, or None where it knows nothing yet.
"""

from __future__ import annotations

from collections.abc import Sequence

from benchmarks.waiting.feed import Snapshot

HOUR = 60


def announced(day: Sequence[Snapshot], at: int) -> float:
    """Minutes announced for a service, times the people in line, by open counters."""
    now = day[at]
    return now.announced * now.waiting / now.counters


def last_hour(day: Sequence[Snapshot], at: int) -> float | None:
    """The people in line at the rate of the last hour's calls."""
    now = day[at]
    for early in day[:at]:
        if early.minute < now.minute - HOUR or early.serving is None or now.serving is None:
            continue
        called = now.serving - early.serving
        if called >= 0:
            return now.waiting * (now.minute - early.minute) / called if called else None
    return None


def last_delay(day: Sequence[Snapshot], at: int) -> float:
    """The delay of the last person who was called (LES of Ibrahim and Whitt, 2009), as the feed shows it."""
    serving = day[at].serving
    called = at
    while called and day[called - 1].serving == serving:
        called -= 1
    return day[called].minute - day[_first_seen_in_line(day, called)].minute


def _first_seen_in_line(day: Sequence[Snapshot], called: int) -> int:
    """The first snapshot of the unbroken row before the call in which the ticket was in line."""
    number = day[called].serving or 0
    seen, after = called, number
    while seen:
        before = day[seen - 1]
        if before.serving is None or before.serving > after or before.serving + before.waiting < number:
            break
        after = before.serving
        seen -= 1
    return seen
