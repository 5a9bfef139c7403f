"""How a profile states a service standard: an amount of time, what counts of it, what starts its clock."""

from __future__ import annotations

from typing import Self

from pydantic import Field, model_validator

from queue_core.foundation.durations import StartEvent, Unit
from queue_core.foundation.toml_model import Frozen


class Standard(Frozen):
    """The longest time that something may take."""

    amount: int = Field(gt=0, le=10_000)
    unit: Unit
    office_hours: bool = False
    """Whether only time in which the office is open counts. Working days always count so."""

    @property
    def counts_office_time(self) -> bool:
        """Whether the clock stands while the office is closed."""
        return self.office_hours or self.unit is Unit.WORKING_DAYS

    @model_validator(mode="after")
    def _days_are_whole(self) -> Self:
        if self.office_hours and self.unit is Unit.DAYS:
            raise ValueError("a day of 24 hours has no office hours; write working_days")
        return self


class ServiceStandard(Standard):
    """The longest time that a whole service may take; `at_least` where the document states a range."""

    at_least: int | None = Field(default=None, gt=0)
    starts: StartEvent = StartEvent.RECEIVED
