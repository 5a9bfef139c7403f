"""HTTP for the queue: issue, call, serve, and read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus

from flask import Response
from flask_openapi3 import APIBlueprint, Tag
from pydantic import BaseModel, Field

from queue_core.access.errors import NotAllowed
from queue_core.access.routes import caller
from queue_core.access.rules import TAKE_OVER_ROLES
from queue_core.foundation.audiences import Audience
from queue_core.foundation.identifiers import WriteRequest
from queue_core.tickets.rules.life import Verb
from queue_core.tickets.service import counters, issuing, serving, views
from queue_core.tickets.service.desk import Desk
from queue_core.tickets.wire.counters import CounterWork
from queue_core.tickets.wire.live import MissedEvents, Snapshot
from queue_core.tickets.wire.office import OfficeView
from queue_core.tickets.wire.tickets import IssuedTicket, NewTicket, SlipReport, TicketPage
from queue_core.web.answers import answer
from queue_core.web.requests import write_request

LARGEST_ID = 2**63 - 1


class CounterPath(BaseModel):
    """A counter by its number."""

    number: int = Field(ge=1, le=99)


class TicketPath(BaseModel):
    """A ticket by its id."""

    ticket_id: int = Field(ge=1, le=LARGEST_ID)


class PagePath(BaseModel):
    """A ticket's page by its key."""

    key: str = Field(pattern=r"^[0-9a-f]{20}$")


class EventsQuery(BaseModel):
    """Events after this number."""

    after: int = Field(ge=0, le=LARGEST_ID)


@dataclass(frozen=True)
class Play:
    """How this core keeps time: as fast as told, marked as a demonstration or not."""

    speed: float
    demonstration: bool


def ticket_routes(desk: Desk, play: Play) -> APIBlueprint:
    """The routes of tickets, snapshots and pages."""
    api = APIBlueprint("tickets", __name__, url_prefix="/api/v1", abp_tags=[Tag(name="tickets")])

    @api.post("/tickets", responses={201: IssuedTicket}, summary="Issue a ticket")
    def issue(body: NewTicket) -> Response:
        return answer(issuing.issue(desk, _write(), body), HTTPStatus.CREATED)

    @api.post("/tickets/<int:ticket_id>/slip", responses={200: SlipReport}, summary="Tell of a slip")
    def slip(path: TicketPath, body: SlipReport) -> Response:
        return answer(issuing.report_slip(desk, _write(), path.ticket_id, body))

    @api.get("/snapshot", responses={200: Snapshot}, summary="The whole present state")
    def snapshot() -> Response:
        return answer(views.snapshot(desk, _audience(), speed=play.speed, demonstration=play.demonstration))

    @api.get("/events", responses={200: MissedEvents}, summary="The events after a number")
    def events(query: EventsQuery) -> Response:
        return answer(views.missed(desk, _audience(), query.after))

    @api.get("/pages/<key>", responses={200: TicketPage}, summary="What a ticket's own page shows")
    def page(path: PagePath) -> Response:
        return answer(views.ticket_page(desk, path.key))

    @api.get("/office", responses={200: OfficeView}, summary="What everybody may know of the office")
    def office() -> Response:
        return answer(OfficeView(profile=desk.profile, demonstration=play.demonstration))

    return api


def counter_routes(desk: Desk) -> APIBlueprint:
    """The routes of counters."""
    api = APIBlueprint(
        "counters", __name__, url_prefix="/api/v1/counters/<int:number>", abp_tags=[Tag(name="counters")]
    )

    @api.get("", responses={200: CounterWork}, summary="What lies on the counter")
    def read(path: CounterPath) -> Response:
        return answer(views.read_counter_work(desk, path.number))

    @api.post("/open", responses={200: CounterWork}, summary="Take the counter, or end its break")
    def take(path: CounterPath) -> Response:
        may_take_over = bool(caller().roles & TAKE_OVER_ROLES)
        return answer(counters.take(desk, _write(), caller().name, path.number, may_take_over=may_take_over))

    @api.post("/break", responses={200: CounterWork}, summary="Begin a break")
    def rest(path: CounterPath) -> Response:
        return answer(counters.rest(desk, _write(), caller().name, path.number))

    @api.post("/close", responses={200: CounterWork}, summary="Give the counter back")
    def close(path: CounterPath) -> Response:
        return answer(counters.close(desk, _write(), caller().name, path.number))

    @api.post("/call-next", responses={200: CounterWork}, summary="Call the next family")
    def call_next(path: CounterPath) -> Response:
        return answer(serving.call_next(desk, _write(), caller().name, path.number))

    for verb, summary in VERB_ROUTES.items():
        route = f"/{verb.replace('_', '-')}"
        api.post(route, responses={200: CounterWork}, summary=summary)(_verb_route(desk, verb))
    return api


VERB_ROUTES = {
    Verb.RECALL: "Call the same family again",
    Verb.START: "Begin the service and the clock of its first step",
    Verb.STEP_DONE: "End the running step and begin the next",
    Verb.NO_SHOW: "The family did not come",
    Verb.FINISH: "End the service",
}


def _verb_route(desk: Desk, verb: Verb) -> Callable[[CounterPath], Response]:
    def act(path: CounterPath) -> Response:
        return answer(serving.act_on_ticket(desk, _write(), caller().name, path.number, verb))

    act.__name__ = verb
    return act


def _write() -> WriteRequest:
    return write_request(caller().actor)


def _audience() -> Audience:
    audience = caller().audience
    if audience is None:
        raise NotAllowed
    return audience
