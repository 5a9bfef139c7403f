"""How long a file says what it said: the office's figure, counted in calendar years from the day it ended.

Source: UU 27/2022 (personal data), articles 42 to 44: processing ends, and data are erased, once their
time is over. The figure itself is the office's, in its profile.
"""

from __future__ import annotations

from datetime import date


def kept_from(today: date, keep_years: int) -> date:
    """The first day on which a file may have ended that is still kept today.

    From 29 February it is counted to the 28th in a year without that day: a file is kept a day longer rather
    than shorter.
    """
    try:
        return today.replace(year=today.year - keep_years)
    except ValueError:
        return today.replace(year=today.year - keep_years, day=28)
