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
    last_ticket_at: datetime | None = Field(default=None, description="while open by hours")
    come_at: datetime | None = Field(default=None, description="when it gives numbers again")


class Availability(Frozen):
    """What every service has to give at an instant of a business day."""

    at: datetime
    day: date
    services: tuple[ServiceAvailability, ...]
