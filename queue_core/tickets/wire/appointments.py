"""What travels about appointments: free slots, bookings, arrivals, the family's page. No name, no NIK."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Self

from pydantic import AwareDatetime, Field, StringConstraints, model_validator

from queue_core.foundation.toml_model import Frozen
from queue_core.tickets.rules.appointments import AppointmentState
from queue_core.tickets.wire.names import LanguageCode, Name

PageKey = Annotated[str, StringConstraints(strict=True, pattern=r"^[0-9a-f]{20}$")]
Code = Annotated[str, StringConstraints(strict=True, pattern=r"^[0-9]{6}$")]


class SlotView(Frozen):
    """One slot, and for how many families there is room in it."""

    starts_at: datetime
    ends_at: datetime
    left: int


class DaySlots(Frozen):
    """The slots of a day in which there is room."""

    day: date
    slots: tuple[SlotView, ...]


class FreeSlots(Frozen):
    """The days of a service on which there is room."""

    service: str
    days: tuple[DaySlots, ...]


class NewAppointment(Frozen):
    """What is booked for a family: one of the free slots, for all of its children."""

    service: Name
    starts_at: AwareDatetime
    reason: Name | None = None
    language: LanguageCode = "id"
    children: int = Field(default=1, ge=1, le=9, strict=True)


class AppointmentView(Frozen):
    """An appointment as the staff see it; neither its code nor its page, which are the family's."""

    id: int
    service: str
    day: date
    starts_at: datetime
    ends_at: datetime
    state: AppointmentState
    children: int
    ticket: str | None = Field(default=None, description="the number, once checked in")


class BookedAppointment(Frozen):
    """The answer to a booking: what the family is given. It is told once."""

    appointment: AppointmentView
    code: str
    page: str


class AppointmentList(Frozen):
    """The appointments of a day, and those to come for whose slot the office is no longer open."""

    day: date
    appointments: tuple[AppointmentView, ...]
    stranded: tuple[AppointmentView, ...] = Field(description="their families have to be told")


class CheckIn(Frozen):
    """A family has come: by the code that it types, or by its page's key, from the QR."""

    code: Code | None = None
    key: PageKey | None = None
    language: LanguageCode | None = Field(default=None, description="of the slip; as booked without it")

    @model_validator(mode="after")
    def _one_of_them(self) -> Self:
        if (self.code is None) == (self.key is None):
            raise ValueError("name either a code or a key")
        return self


class AppointmentPage(Frozen):
    """What the family's own page shows; `service` is its public name."""

    service: dict[str, str]
    starts_at: datetime
    state: AppointmentState
    code: str
    come_from: datetime = Field(description="the earliest check-in")
    come_until: datetime = Field(description="until then the place by the slot's time is kept")
    stranded: bool = Field(description="the office is not open then any more")
    ticket_key: str | None = Field(default=None, description="the key of the ticket's page, once checked in")
