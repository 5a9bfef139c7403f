"""Numbers that a kiosk gives by itself while the core is away: which comes next, and when it was given.

A kiosk has a letter of its own, so that no two machines can give the same number. Its serials run on from day
to day: no clock, right or wrong, begins them anew. Decision 0024.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from queue_core.foundation.clock import business_day


def next_serial(last: int, most: int) -> int:
    """The serial after `last`; after `most` comes 1 again."""
    return last % most + 1


def later_serial(mine: int, told: int, most: int) -> int:
    """Whichever of two serials is the later one, 0 for none; serials go round: half a round ahead is behind.

    A kiosk whose book was put back to an older state learns so from the core what it gave afterwards.
    """
    if 0 in (mine, told):
        return mine or told
    return told if 0 < (told - mine) % most < most / 2 else mine


def free_letter(letters: Iterable[str], taken: Iterable[str]) -> str | None:
    """The first letter that nobody has; None when there are more kiosks than letters."""
    held = frozenset(taken)
    return next((letter for letter in letters if letter not in held), None)


def believed_issue(told: datetime, heard: datetime, now: datetime, zone: ZoneInfo) -> datetime:
    """When a ticket was issued, as far as what a kiosk tells can be: never in the future, never before the
    kiosk last heard the core.

    A clock that shows an instant before `heard` is wrong, and its kiosk tells `heard` itself. Then it was
    issued right after `heard`, or, when that was on another day, now: a wrong clock must not end the number
    of a family that stands in the hall.
    """
    if told > heard:
        return min(told, now)
    is_today = business_day(heard, zone) == business_day(now, zone)
    return min(heard, now) if is_today else now
