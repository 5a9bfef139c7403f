"""The calls of the core's API that are about appointments; api.py carries them."""

from __future__ import annotations

from datetime import date

from queue_core.client.calls import Calls
from queue_core.tickets.wire.appointments import (
    AppointmentList,
    AppointmentView,
    BookedAppointment,
    CheckIn,
    FreeSlots,
    NewAppointment,
)
from queue_core.tickets.wire.tickets import IssuedTicket


class AppointmentCalls(Calls):
    """Typed calls on whatever reads and writes."""

    def free_slots(self, service: str) -> FreeSlots:
        """The slots of a service with room in them."""
        return self._read(f"/services/{service}/slots", FreeSlots)

    def appointments(self, day: date | None = None) -> AppointmentList:
        """The appointments of a day, today's without one."""
        return self._read("/appointments" if day is None else f"/appointments?day={day}", AppointmentList)

    def book(self, new: NewAppointment, request_id: str | None = None) -> BookedAppointment:
        """Books a slot for a family."""
        return self._write("POST", "/appointments", BookedAppointment, new, request_id)

    def check_in(self, who: CheckIn, request_id: str | None = None) -> IssuedTicket:
        """The ticket of a family that has come."""
        return self._write("POST", "/appointments/check-in", IssuedTicket, who, request_id)

    def check_in_by_id(self, appointment_id: int) -> IssuedTicket:
        """The ticket of a family of the list that has come."""
        return self._write("POST", f"/appointments/{appointment_id}/check-in", IssuedTicket)

    def cancel_appointment(self, appointment_id: int) -> AppointmentView:
        """Cancels an appointment."""
        return self._write("POST", f"/appointments/{appointment_id}/cancel", AppointmentView)
