"""HTTP for appointments: free slots, book, cancel, check in; and the family's own page."""

from __future__ import annotations

from datetime import date
from http import HTTPStatus

from flask import Response
from flask_openapi3 import Tag
from pydantic import BaseModel, Field

from queue_core.access.rules import ANYBODY
from queue_core.tickets.routes.common import LARGEST_ID, PagePath, ServicePath, write
from queue_core.tickets.service import appointments, arrivals, slots
from queue_core.tickets.service.desk import Desk
from queue_core.tickets.wire.appointments import (
    AppointmentList,
    AppointmentPage,
    AppointmentView,
    BookedAppointment,
    CheckIn,
    FreeSlots,
    NewAppointment,
)
from queue_core.tickets.wire.tickets import IssuedTicket
from queue_core.web.answers import answer
from queue_core.web.description import ApiBlueprint
from queue_core.web.requests import write_request


class AppointmentPath(BaseModel):
    """An appointment by its id."""

    appointment_id: int = Field(ge=1, le=LARGEST_ID)


class DayQuery(BaseModel):
    """A day; today without one."""

    day: date | None = None


def appointment_routes(desk: Desk, tries: arrivals.Tries) -> ApiBlueprint:
    """The routes of staff and kiosks."""
    api = ApiBlueprint("appointments", __name__, url_prefix="/api/v1", abp_tags=[Tag(name="appointments")])

    @api.get("/services/<service>/slots", responses={200: FreeSlots}, summary="The slots with room in them")
    def free(path: ServicePath) -> Response:
        return answer(slots.free_slots(desk, path.service))

    @api.get("/appointments", responses={200: AppointmentList}, summary="The appointments of a day")
    def of_day(query: DayQuery) -> Response:
        return answer(appointments.of_day(desk, query.day))

    @api.post("/appointments", responses={201: BookedAppointment}, summary="Book a slot for a family")
    def book(body: NewAppointment) -> Response:
        return answer(appointments.book(desk, write(), body), HTTPStatus.CREATED)

    @api.post("/appointments/check-in", responses={201: IssuedTicket}, summary="A family has come")
    def check_in(body: CheckIn) -> Response:
        return answer(arrivals.check_in(desk, write(), body, tries), HTTPStatus.CREATED)

    @api.post(
        "/appointments/<int:appointment_id>/check-in",
        responses={201: IssuedTicket},
        summary="The family of an appointment in the list has come",
    )
    def check_in_by_id(path: AppointmentPath) -> Response:
        issued = arrivals.check_in_by_id(desk, write(), path.appointment_id)
        return answer(issued, HTTPStatus.CREATED)

    @api.post(
        "/appointments/<int:appointment_id>/cancel",
        responses={200: AppointmentView},
        summary="Cancel an appointment",
    )
    def cancel(path: AppointmentPath) -> Response:
        return answer(appointments.cancel(desk, write(), path.appointment_id))

    return api


def booking_routes(desk: Desk) -> ApiBlueprint:
    """The routes of the family's page: public by its key."""
    api = ApiBlueprint(
        "bookings", __name__, url_prefix="/api/v1/bookings/<key>", abp_tags=[Tag(name="appointments")]
    )

    @api.get("", responses={200: AppointmentPage}, summary="What an appointment's own page shows")
    def page(path: PagePath) -> Response:
        return answer(appointments.page(desk, path.key))

    @api.post("/cancel", responses={200: AppointmentPage}, summary="The family does not come")
    def cancel(path: PagePath) -> Response:
        return answer(appointments.withdraw(desk, write_request(ANYBODY.actor), path.key))

    return api
