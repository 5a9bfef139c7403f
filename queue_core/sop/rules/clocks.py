"""The clock of one step of a service standard: stored instants and a verdict, no countdown in memory."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from queue_core.sop.rules.calendar import OfficeCalendar, Span, measure
from queue_core.sop.rules.standards import due_at, running_time

NEAR_AT = 0.8
"""The share of its time after which a step is marked as near its end."""
WHOLE = "*"
"""Stands for the whole service where a step is named, and for every service where one is."""
DOCUMENT = "*document"
"""Stands for the making of a document, by its file, where a step is named; no profile can name one so."""


class Verdict(StrEnum):
    """How a step stands against its standard."""

    ON_TIME = "on_time"
    NEAR = "near"
    LATE = "late"


@dataclass(frozen=True)
class StepClock:
    """One step in the making: when it began, when it is near its end and due, when it was done.

    `near_at` and `due_at` are None while a pause keeps them from coming.
    """

    step: str
    started_at: datetime
    allowed: timedelta
    near_at: datetime | None
    due_at: datetime | None
    pauses: tuple[Span, ...] = ()
    finished_at: datetime | None = None


def start_clock(
    step: str,
    started_at: datetime,
    allowed: timedelta,
    calendar: OfficeCalendar | None = None,
    pauses: tuple[Span, ...] = (),
) -> StepClock:
    """The clock of a step that begins at an instant and may take so much running time."""
    near = due_at(started_at, allowed * NEAR_AT, pauses, calendar)
    due = due_at(started_at, allowed, pauses, calendar)
    return StepClock(step, started_at, allowed, near, due, pauses)


def used(clock: StepClock, now: datetime) -> timedelta:
    """The time that the step has taken, pauses left out; what the office slept is counted."""
    until = clock.finished_at or now
    return measure(clock.started_at, until, running_time(clock.started_at, clock.pauses, None))


def late_by(clock: StepClock, now: datetime) -> timedelta:
    """How far past its due instant the step is, or was when it ended; zero when it is not."""
    if clock.due_at is None:
        return timedelta()
    return max((clock.finished_at or now) - clock.due_at, timedelta())


def verdict(clock: StepClock, now: datetime) -> Verdict:
    """On time, near its end from 80 % on, late after the due instant; a finished step stands as it ended."""
    if late_by(clock, now):
        return Verdict.LATE
    near = clock.near_at is not None and (clock.finished_at or now) >= clock.near_at
    return Verdict.NEAR if near else Verdict.ON_TIME
