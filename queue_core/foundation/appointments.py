"""How a profile states the appointments of a service: their slots, how far ahead, how early and how late."""

from __future__ import annotations

from pydantic import Field

from queue_core.foundation.toml_model import Frozen

LONGEST_SLOT_MINUTES = 240


class Appointments(Frozen):
    """The slots of a service and what an arrival beside its slot means. Without it a service takes none."""

    slot_minutes: int = Field(ge=5, le=LONGEST_SLOT_MINUTES)
    per_slot: int = Field(ge=1, le=99, description="families in one slot")
    days_ahead: int = Field(ge=0, le=60, description="so many days after today can be booked; 0: today alone")
    early_minutes: int = Field(ge=0, le=240, description="so long before the slot a family may check in")
    late_minutes: int = Field(ge=0, le=240, description="so long after its beginning the place is kept")
