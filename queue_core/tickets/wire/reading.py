"""What is read in the reading corner, in figures: counts and titles, nothing of a reader."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from pydantic import Field

from queue_core.foundation.toml_model import Frozen
from queue_core.tickets.wire.corner import Words

LEAST_TOLD = 3
"""A title that was read less often is named in no figures: it might lead to the child who read it."""
MOST_TITLES, MOST_MONTHS = 10, 2
Count = Annotated[int, Field(strict=True, ge=0)]


class DayRead(Frozen):
    """How many copies somebody began to read on a day: in the corner, or at home."""

    day: date
    here: Count
    home: Count


class TitleRead(Frozen):
    """How often a title was read."""

    name: Words
    times: int = Field(strict=True, ge=LEAST_TOLD)


class ReadingFigures(Frozen):
    """The corner from the first day to the last; titles, copies and what is missing as they are now."""

    first: date
    last: date
    titles: Count
    copies: Count
    missing: Count
    days: tuple[DayRead, ...] = Field(description="those on which something was read")
    most_read: tuple[TitleRead, ...] = Field(max_length=MOST_TITLES)


class ToldReading(Frozen):
    """The month that runs and the one before it, each up to now."""

    months: tuple[ReadingFigures, ...] = Field(max_length=MOST_MONTHS)


class CornerReading(Frozen):
    """What one corner told last; no figures where it told none of that month."""

    corner: str
    told_at: datetime
    figures: ReadingFigures | None


class MonthOfReading(Frozen):
    """A month in all corners of the office, as far as they told of it since the core was started."""

    month: str
    corners: tuple[CornerReading, ...]
