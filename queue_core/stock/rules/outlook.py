"""How long blanks and ribbon last: by the days on which any were used, today left out since it is not over.

The mean of the days with use alone is on the safe side: an office that prints every other day lasts longer.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import NamedTuple

DAYS_COUNTED = 20
LOOK_BACK = timedelta(days=60)
"""What was used longer ago tells nothing of the present."""


class Outlook(NamedTuple):
    """For how many working days what is left lasts, unknown without a rate; whether to warn."""

    days: int | None
    low: bool


def rate(used: Mapping[date, int], today: date) -> float | None:
    """Blanks a day: the mean of the last 20 days before today on which any were used; None without one."""
    days = [day for day in sorted(used) if today - LOOK_BACK <= day < today and used[day]][-DAYS_COUNTED:]
    return sum(used[day] for day in days) / len(days) if days else None


def outlook(left: int, per_day: float | None, warn_days: int) -> Outlook:
    """What is left, at this rate; nothing left is always low."""
    days = int(left / per_day) if per_day else None
    return Outlook(days, left == 0 or (days is not None and days <= warn_days))
