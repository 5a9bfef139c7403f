"""How well the service standard was kept: a summary of ended clocks by service, step, officer and week."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, order=True)
class Group:
    """What is counted together; the week is the ISO week of the clock's end (2026-W47)."""

    service: str
    step: str
    officer: str
    week: str


@dataclass(frozen=True)
class Compliance:
    """How many clocks of a group ended, and how many of them in time."""

    group: Group
    ended: int
    in_time: int

    @property
    def share(self) -> float:
        """The share that ended in time."""
        return self.in_time / self.ended


def iso_week(day: date) -> str:
    """The week that a day belongs to (ISO 8601)."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02d}"


def summary(clocks: Iterable[tuple[Group, bool]]) -> list[Compliance]:
    """Each group with its clocks, given with whether they ended in time; every clock is counted once."""
    ended: Counter[Group] = Counter()
    in_time: Counter[Group] = Counter()
    for group, kept in clocks:
        ended[group] += 1
        in_time[group] += kept
    return [Compliance(group, ended[group], in_time[group]) for group in sorted(ended)]
