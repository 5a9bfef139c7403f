"""HTTP for tickets: issue, tell of a slip, and read the queue."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus

from flask import Response
from flask_openapi3 import Tag
from pydantic import BaseModel, Field

from queue_core.tickets.routes.common import LARGEST_ID, NumberPath, PagePath, TicketPath, audience, write
from queue_core.tickets.service import issuing, views
from queue_core.tickets.service.desk import Desk
from queue_core.tickets.wire.live import MissedEvents, Snapshot
from queue_core.tickets.wire.office import OfficeView
from queue_core.tickets.wire.tickets import IssuedTicket, NewTicket, PageKey, SlipReport, TicketPage
from queue_core.web.answers import answer, answer_packed
from queue_core.web.description import ApiBlueprint


class EventsQuery(BaseModel):
    """Events after this number."""

    since: int = Field(ge=0, le=LARGEST_ID)


@dataclass(frozen=True)
class Play:
    """How this core keeps time: as fast as told, marked as a demonstration or not."""

    speed: float
    demonstration: bool


def ticket_routes(desk: Desk, play: Play, ready: views.ToldReady) -> ApiBlueprint:
    """The routes of tickets, snapshots and pages."""
    api = ApiBlueprint("tickets", __name__, url_prefix="/api/v1", abp_tags=[Tag(name="tickets")])

    office_view = views.office_view(desk, demonstration=play.demonstration)

    @api.post("/tickets", responses={201: IssuedTicket}, summary="Issue a ticket")
    def issue(body: NewTicket) -> Response:
        return answer(issuing.issue(desk, write(), body), HTTPStatus.CREATED)

    @api.post("/tickets/<int:ticket_id>/slip", responses={200: SlipReport}, summary="Tell of a slip")
    def slip(path: TicketPath, body: SlipReport) -> Response:
        return answer(issuing.report_slip(desk, write(), path.ticket_id, body))

    @api.get("/snapshot", responses={200: Snapshot}, summary="The whole present state")
    def snapshot() -> Response:
        whole = views.snapshot(
            desk, audience(), speed=play.speed, demonstration=play.demonstration, ready=ready
        )
        return answer_packed(whole)

    @api.get("/events", responses={200: MissedEvents}, summary="The events after a number")
    def events(query: EventsQuery) -> Response:
        return answer(views.missed(desk, audience(), query.since))

    @api.get("/pages/<key>", responses={200: TicketPage}, summary="What a ticket's own page shows")
    def page(path: PagePath) -> Response:
        return answer(views.ticket_page(desk, path.key))

    @api.get("/numbers/<ticket_number>", responses={200: PageKey}, summary="The page of a number of today")
    def number(path: NumberPath) -> Response:
        return answer(views.page_key(desk, path.ticket_number))

    @api.get("/office", responses={200: OfficeView}, summary="What everybody may know of the office")
    def office() -> Response:
        return answer(office_view)

    return api
