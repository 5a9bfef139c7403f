"""The calls about appointments that the fake core answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from queue_core.tickets.rules.appointments import AppointmentState
from queue_core.tickets.rules.life import TicketState
from queue_core.tickets.wire.appointments import (
    AppointmentList,
    AppointmentView,
    BookedAppointment,
    DaySlots,
    FreeSlots,
    NewAppointment,
    SlotView,
)
from queue_core.tickets.wire.tickets import IssuedTicket, TicketView

DAY = date(2026, 11, 23)
NINE = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
PAGE = "https://antrean.test/b/0123456789abcdef0123"


def appointment(
    appointment_id: int = 1,
    state: AppointmentState = AppointmentState.BOOKED,
    *,
    days: int = 0,
    ticket: str | None = None,
) -> AppointmentView:
    """An appointment for a child's card at nine, so many days ahead."""
    return AppointmentView(
        id=appointment_id,
        service="kia",
        day=DAY + timedelta(days=days),
        starts_at=NINE + timedelta(days=days),
        ends_at=NINE + timedelta(days=days, minutes=15),
        state=state,
        children=1,
        ticket=ticket,
    )


@dataclass
class FakeAppointmentCalls:
    """Keeps what is asked about appointments, and gives back what a test has laid out."""

    asked: list[str] = field(default_factory=list)
    booked: tuple[AppointmentView, ...] = ()
    stranded: tuple[AppointmentView, ...] = ()
    refuses_booking: Exception | None = None

    def free_slots(self, service: str) -> FreeSlots:
        self.asked.append(f"slots {service}")
        slot = SlotView(starts_at=NINE, ends_at=NINE + timedelta(minutes=15), left=2)
        later = slot.model_copy(update={"starts_at": NINE + timedelta(hours=1), "left": 1})
        return FreeSlots(service=service, days=(DaySlots(day=DAY, slots=(slot, later)),))

    def appointments(self, day: date | None = None) -> AppointmentList:
        asked = day or DAY
        of_day = tuple(one for one in self.booked if one.day == asked)
        return AppointmentList(day=asked, appointments=of_day, stranded=self.stranded)

    def book(self, new: NewAppointment) -> BookedAppointment:
        wish = f"{new.service} {new.starts_at:%H:%M} {new.reason} {new.language} {new.children}"
        self.asked.append(f"book {wish}")
        if self.refuses_booking is not None:
            raise self.refuses_booking
        return BookedAppointment(appointment=appointment(), code="123456", page=PAGE)

    def check_in_by_id(self, appointment_id: int) -> IssuedTicket:
        self.asked.append(f"check in {appointment_id}")
        view = TicketView(number="A042", day=DAY, lane="A", state=TicketState.WAITING, issued_at=NINE, id=42)
        return IssuedTicket(ticket=view, ahead=3, wait=None, page=PAGE, slip=())

    def cancel_appointment(self, appointment_id: int) -> AppointmentView:
        self.asked.append(f"cancel {appointment_id}")
        self.booked = ()
        return appointment(appointment_id, AppointmentState.CANCELLED)
