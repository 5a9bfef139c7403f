"""What travels about clocks: their evidence, what the staff are told of them, disturbances, closing days."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Annotated

from pydantic import Field, StringConstraints

from queue_core.foundation.toml_model import Frozen
from queue_core.sop.rules.calendar import FOREVER, Span
from queue_core.sop.rules.clocks import StepClock

Because = Annotated[str, StringConstraints(strict=True, strip_whitespace=True, min_length=3, max_length=200)]
"""Why somebody does something to a clock; no name and no NIK belongs into it."""
ServiceName = Annotated[str, StringConstraints(strict=True, pattern=r"^([a-z][a-z0-9_]{0,39}|\*)$")]
"""A service, or * for every one."""


class PauseView(Frozen):
    """A time in which a clock stood still, and why; `ended_at` is missing while it does."""

    started_at: datetime
    ended_at: datetime | None = None
    reason: str


class StepView(Frozen):
    """The evidence of a step, the whole service ('*') or a document ('*document'): start, due, pauses, end.

    `near_at` and `due_at` are missing while a pause keeps them from coming.
    """

    step: str
    file_id: int | None = Field(None, description="of the clock of a document")
    started_at: datetime
    allowed_seconds: float
    near_at: datetime | None
    due_at: datetime | None
    finished_at: datetime | None = None
    interrupted: bool = Field(False, description="ended before its work was done")
    officer: str | None = None
    earlier_officers: tuple[str, ...] = Field((), description="who had it before `officer`, in order")
    pauses: tuple[PauseView, ...] = ()

    def clock(self) -> StepClock:
        """The clock to ask for a verdict."""
        return StepClock(
            self.step,
            self.started_at,
            timedelta(seconds=self.allowed_seconds),
            self.near_at,
            self.due_at,
            tuple(Span(pause.started_at, pause.ended_at or FOREVER) for pause in self.pauses),
            self.finished_at,
        )

    @property
    def paused(self) -> PauseView | None:
        """The pause that holds the clock now."""
        running = self.finished_at is None
        return next((pause for pause in self.pauses if running and pause.ended_at is None), None)


class SopNews(Frozen):
    """What the staff are told: of one clock, a ticket's or a file's, of a service, or of a day."""

    subject: str | None = None
    ticket_id: int | None = None
    file_id: int | None = None
    service: str | None = None
    step: str | None = None
    due_before: datetime | None = None
    due_at: datetime | None = None
    day: date | None = None
    reason: str | None = None


class Pausing(Frozen):
    """Why a ticket's clocks are to stand still."""

    reason: Because


class NewDisturbance(Frozen):
    """What does not work, and which service it holds up."""

    service: ServiceName
    reason: Because


class Lifting(Frozen):
    """What was done about a disturbance."""

    reason: Because


class DisturbanceView(Frozen):
    """A disturbance and how many clocks it has paused; `lifted_at` is missing while it lasts."""

    id: int
    service: str
    reason: str
    declared_by: str
    declared_at: datetime
    lifted_at: datetime | None = None
    clocks: int


class Disturbances(Frozen):
    """The disturbances that last."""

    disturbances: tuple[DisturbanceView, ...]


class NewClosing(Frozen):
    """A day on which the office is closed: all of it, or what is left of today."""

    day: date
    reason: Because


class ClosingView(Frozen):
    """A closing of the office's own, and how many running clocks it has moved."""

    day: date
    starts_at: datetime
    ends_at: datetime
    reason: str
    moved: int = 0


class Closings(Frozen):
    """The closings to come, the years whose joint leave is not known yet, the holidays to come."""

    closings: tuple[ClosingView, ...]
    thin_years: tuple[int, ...]
    holidays: tuple[date, ...] = Field((), description="national holidays and joint leave from today on")


class ComplianceRow(Frozen):
    """How many clocks of one service, step, officer and ISO week ended, and how many of them in time."""

    service: str
    step: str
    officer: str
    week: str
    ended: int
    in_time: int


class Compliances(Frozen):
    """How well the standard was kept from the first day to the last."""

    first: date
    last: date
    rows: tuple[ComplianceRow, ...]
