"""What travels about which services give out numbers now, and when to come instead."""

from __future__ import annotations

from datetime import date, datetime

from pydantic import Field

from queue_core.foundation.toml_model import Frozen
from queue_core.tickets.rules.hours import Standing


class ServiceAvailability(Frozen):
    """Whether one service gives out numbers."""

    service: str
    standing: Standing
    left: int | None = Field(default=None, description="numbers left now; null: no quota")
    last_ticket_at: datetime | None = Field(default=None, description="while open by hours")
    come_at: datetime | None = Field(default=None, description="when it gives numbers again")
    next_day_at: datetime | None = Field(
        default=None, description="the opening for which a number of the next day's list can be taken now"
    )


class Availability(Frozen):
    """What every service has to give at an instant of a business day."""

    at: datetime
    day: date
    services: tuple[ServiceAvailability, ...]


class BlanksCount(Frozen):
    """How many blanks the staff have for a day's tickets, those already given numbers for included."""

    number: int = Field(ge=0, le=100_000, strict=True)


class Blanks(Frozen):
    """The blanks of a service's day: the figure of the staff, and how many children have numbers."""

    service: str
    day: date
    number: int
    used: int
