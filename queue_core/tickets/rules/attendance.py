"""Whether the officer of a counter is there, as far as their console's connection tells.

A counter counts as left only when a console of its officer was connected and is no longer: an officer who
acts over HTTP alone is never missed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class Attendance(StrEnum):
    """What is known of the officer of a counter that is open or closing."""

    UNWATCHED = "unwatched"
    """No console of theirs was seen since they took it."""
    HERE = "here"
    AWAY = "away"
    """Their console is gone; counter and ticket are held for them."""
    KEPT = "kept"
    """They did not come back in time; by the profile's rule counter and ticket stay theirs."""


class Finding(StrEnum):
    """What a look at a counter finds changed."""

    CAME = "came"
    LEFT = "left"
    HOLD_OVER = "hold_over"


@dataclass(frozen=True)
class Held:
    """A counter in somebody's hands."""

    attendance: Attendance
    taken_at: datetime
    away_since: datetime | None = None


@dataclass(frozen=True)
class Sighting:
    """What this core has seen of an officer's consoles: connected or not, and when the last one left."""

    connected: bool
    left_at: datetime | None = None


def look(held: Held, seen: Sighting, now: datetime, hold: timedelta, core_since: datetime) -> Finding | None:
    """What has changed; None when nothing has.

    While the core was down no console could be connected: nobody's hold is over sooner than `hold` after
    `core_since`, the instant at which the core began.
    """
    if seen.connected:
        return None if held.attendance is Attendance.HERE else Finding.CAME
    match held.attendance:
        case Attendance.HERE:
            return Finding.LEFT
        case Attendance.UNWATCHED:
            was_here = seen.left_at is not None and seen.left_at >= held.taken_at
            return Finding.LEFT if was_here else None
        case Attendance.AWAY:
            held_since = max(held.away_since or core_since, core_since)
            return Finding.HOLD_OVER if now - held_since >= hold else None
        case Attendance.KEPT:
            return None


def gone_since(held: Held, seen: Sighting, core_since: datetime) -> datetime:
    """Since when an officer who has left is gone: since the core began, if they were there before."""
    return max(seen.left_at or core_since, held.taken_at)
