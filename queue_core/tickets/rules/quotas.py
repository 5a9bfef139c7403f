"""How many numbers a service may give: by day, by hours, by blanks in the drawer, ahead for the next day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import time
from enum import StrEnum
from typing import Protocol


class HourQuota(Protocol):
    """So many numbers between two local times, as the profile has them."""

    @property
    def opens(self) -> time:
        """From this time on."""
        ...

    @property
    def closes(self) -> time:
        """Until before this time."""
        ...

    @property
    def numbers(self) -> int:
        """So many."""
        ...


class Part(StrEnum):
    """What is counted of a day beside its hours, whose count is named by their beginning ("08:00")."""

    DAY = "day"
    BLANKS = "blanks"
    NEXT_DAY = "next_day"
    """Numbers that were given the day before."""


@dataclass(frozen=True)
class Limit:
    """One count of a day: a ticket takes `cost` of it, and it holds `most`; None: counted without a bound."""

    part: str
    most: int | None
    cost: int = 1


def hours_at(at: time, quotas: Iterable[HourQuota]) -> HourQuota | None:
    """The quota by hours that holds at a local time, if there is one: at others the day's limit is alone."""
    return next((one for one in quotas if one.opens <= at < one.closes), None)


def hours_limit(quota: HourQuota) -> Limit:
    """The count of a quota by hours."""
    return Limit(f"{quota.opens:%H:%M}", quota.numbers)


def left(limits: Iterable[Limit], used: Mapping[str, int]) -> int | None:
    """How many tickets for one child still fit under every limit; None where nothing is limited."""
    rooms = (limit.most - used.get(limit.part, 0) for limit in limits if limit.most is not None)
    return max(0, found) if (found := min(rooms, default=None)) is not None else None
