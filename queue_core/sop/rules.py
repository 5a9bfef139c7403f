"""The clock of one step of a service standard: stored instants and a verdict, no countdown in memory."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

NEAR_AT = 0.8
"""The share of its time after which a step is marked as near its end."""


class Verdict(StrEnum):
    """How a step stands against its standard."""

    ON_TIME = "on_time"
    NEAR = "near"
    LATE = "late"


@dataclass(frozen=True)
class StepClock:
    """One step in the making: when it began, when it is due, when it was done."""

    step: str
    started_at: datetime
    due_at: datetime
    finished_at: datetime | None = None


def start_step(step: str, minutes: int, now: datetime) -> StepClock:
    """The clock of a step that begins now and may take so many minutes."""
    return StepClock(step, now, now + timedelta(minutes=minutes))


def used_share(clock: StepClock, now: datetime) -> float:
    """The share of the step's time that is used: 1.0 is the instant it is due."""
    return ((clock.finished_at or now) - clock.started_at) / (clock.due_at - clock.started_at)


def verdict(clock: StepClock, now: datetime) -> Verdict:
    """On time, near its end from 80 % on, late after the due instant; a finished step stands as it ended."""
    share = used_share(clock, now)
    if share > 1:
        return Verdict.LATE
    return Verdict.NEAR if share >= NEAR_AT else Verdict.ON_TIME
