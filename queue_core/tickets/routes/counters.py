"""HTTP for counters: open, rest, close, call, and carry a ticket through its service."""

from __future__ import annotations

from collections.abc import Callable

from flask import Response
from flask_openapi3 import Tag

from queue_core.access.routes import caller
from queue_core.access.rules import TAKE_OVER_ROLES
from queue_core.tickets.routes.common import CounterPath, write
from queue_core.tickets.rules.life import Verb
from queue_core.tickets.service import counters, serving, views
from queue_core.tickets.service.desk import Desk
from queue_core.tickets.wire.counters import CounterWork
from queue_core.web.answers import answer
from queue_core.web.description import ApiBlueprint


def counter_routes(desk: Desk) -> ApiBlueprint:
    """The routes of counters."""
    api = ApiBlueprint(
        "counters", __name__, url_prefix="/api/v1/counters/<int:number>", abp_tags=[Tag(name="counters")]
    )

    @api.get("", responses={200: CounterWork}, summary="What lies on the counter")
    def read(path: CounterPath) -> Response:
        return answer(views.read_counter_work(desk, path.number))

    @api.post("/open", responses={200: CounterWork}, summary="Take the counter, or end its break")
    def take(path: CounterPath) -> Response:
        may_take_over = bool(caller().roles & TAKE_OVER_ROLES)
        return answer(counters.take(desk, write(), caller().name, path.number, may_take_over=may_take_over))

    @api.post("/break", responses={200: CounterWork}, summary="Begin a break")
    def rest(path: CounterPath) -> Response:
        return answer(counters.rest(desk, write(), caller().name, path.number))

    @api.post(
        "/close", responses={200: CounterWork}, summary="Give the counter back once its ticket has gone"
    )
    def close(path: CounterPath) -> Response:
        return answer(counters.close(desk, write(), caller().name, path.number))

    @api.post("/call-next", responses={200: CounterWork}, summary="Call the next family")
    def call_next(path: CounterPath) -> Response:
        return answer(serving.call_next(desk, write(), caller().name, path.number))

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
    Verb.RETURN: "Give the ticket back to the head of its lane",
}


def _verb_route(desk: Desk, verb: Verb) -> Callable[[CounterPath], Response]:
    def act(path: CounterPath) -> Response:
        return answer(serving.act_on_ticket(desk, write(), caller().name, path.number, verb))

    act.__name__ = verb
    return act
