"""An office whose families have appointments."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from queue_core.foundation.appointments import Appointments
from queue_core.foundation.profile import Profile
from queue_core.foundation.queueing import Quota
from queue_core.tickets.service import appointments, arrivals, slots
from queue_core.tickets.wire.appointments import (
    AppointmentPage,
    AppointmentView,
    BookedAppointment,
    CheckIn,
    NewAppointment,
)
from queue_core.tickets.wire.tickets import IssuedTicket
from tests.core.office import Office

NINE = datetime(2021, 2, 8, 2, 0, tzinfo=UTC)
"""Monday, 9 o'clock in Kembaran."""
TOMORROW = NINE + timedelta(days=1)


@dataclass
class Booking:
    """The use cases of appointments, called as an officer, a kiosk or a family would."""

    office: Office
    seconds: float = 0.0

    def __post_init__(self) -> None:
        self.tries = arrivals.Tries(lambda: self.seconds)

    def book(self, at: datetime = NINE, service: str = "kia", **more: object) -> BookedAppointment:
        new = NewAppointment.model_validate({"service": service, "starts_at": at, **more})
        return appointments.book(self.office.desk, self.office.write(), new)

    def check_in(self, code: str, language: str | None = None) -> IssuedTicket:
        who = CheckIn(code=code, language=language)
        return arrivals.check_in(self.office.desk, self.office.write("device:kiosk"), who, self.tries)

    def scan(self, booked: BookedAppointment) -> IssuedTicket:
        who = CheckIn(key=key_of(booked))
        return arrivals.check_in(self.office.desk, self.office.write("device:kiosk"), who, self.tries)

    def cancel(self, booked: BookedAppointment) -> AppointmentView:
        return appointments.cancel(self.office.desk, self.office.write(), booked.appointment.id)

    def withdraw(self, booked: BookedAppointment) -> AppointmentPage:
        return appointments.withdraw(self.office.desk, self.office.write("public"), key_of(booked))

    def page(self, booked: BookedAppointment) -> AppointmentPage:
        return appointments.page(self.office.desk, key_of(booked))

    def left(self, at: datetime, service: str = "kia") -> int:
        """The room that is told of the slot that begins then."""
        days = slots.free_slots(self.office.desk, service).days
        return next((one.left for day in days for one in day.slots if one.starts_at == at), 0)


def key_of(booked: BookedAppointment) -> str:
    return booked.page.rsplit("/", 1)[1]


def with_figures(profile: Profile, quota: Quota | None = None, **figures: int) -> Profile:
    """The profile with other appointments, and perhaps a quota, for child's cards."""
    services = []
    for one in profile.services:
        kept = one
        if one.key == "kia" and one.appointments is not None:
            slot = Appointments.model_validate(one.appointments.model_dump() | figures)
            kept = one.model_copy(update={"appointments": slot, "quota": quota})
        services.append(kept)
    return profile.model_copy(update={"services": tuple(services)})
