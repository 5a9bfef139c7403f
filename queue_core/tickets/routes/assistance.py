"""HTTP for help: ask for it, take it, finish it, and read how long it took."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from http import HTTPStatus

from flask import Response
from flask_openapi3 import Tag
from pydantic import BaseModel, Field

from queue_core.access.routes import caller
from queue_core.access.rules import ANYBODY, Role
from queue_core.tickets.routes.common import LARGEST_ID, PagePath, write
from queue_core.tickets.rules.assistance import HelpVerb
from queue_core.tickets.service import asking, assistance
from queue_core.tickets.service.desk import Desk
from queue_core.tickets.wire.assistance import (
    HelpAsked,
    HelpAskedList,
    HelpTimes,
    HelpView,
    NewHelp,
    WantedHelp,
)
from queue_core.web.answers import answer
from queue_core.web.description import ApiBlueprint
from queue_core.web.requests import write_request


class RequestPath(BaseModel):
    """A request for help by its id."""

    request_id: int = Field(ge=1, le=LARGEST_ID)


class DaysQuery(BaseModel):
    """From the first day to the last; today where neither is named."""

    first: date | None = None
    last: date | None = None


def help_routes(desk: Desk) -> ApiBlueprint:
    """The routes of kiosks and staff."""
    api = ApiBlueprint("help", __name__, url_prefix="/api/v1/help", abp_tags=[Tag(name="help")])

    @api.post("", responses={201: HelpAsked}, summary="Ask for help")
    def ask(body: NewHelp) -> Response:
        use_case = asking.ask_at_kiosk if _is_kiosk() else asking.ask_as_officer
        return answer(use_case(desk, write(), caller().name, body), HTTPStatus.CREATED)

    @api.get("/times", responses={200: HelpTimes}, summary="How long help took, kind by kind")
    def times(query: DaysQuery) -> Response:
        return answer(assistance.times(desk, query.first, query.last))

    @api.get("/<int:request_id>", responses={200: HelpView}, summary="How far a request is")
    def read(path: RequestPath) -> Response:
        if _is_kiosk():
            return answer(asking.read_at_kiosk(desk, caller().name, path.request_id))
        return answer(assistance.read_request(desk, path.request_id))

    @api.post("/<int:request_id>/withdraw", responses={200: HelpView}, summary="Take a request back")
    def withdraw(path: RequestPath) -> Response:
        if _is_kiosk():
            return answer(asking.withdraw_at_kiosk(desk, write(), caller().name, path.request_id))
        return _act(desk, path.request_id, HelpVerb.WITHDRAW)

    for verb, summary in OFFICER_ROUTES.items():
        api.post(f"/<int:request_id>/{verb}", responses={200: HelpView}, summary=summary)(_route(desk, verb))
    return api


OFFICER_ROUTES = {
    HelpVerb.TAKE: "Take a request: I am on my way",
    HelpVerb.FINISH: "The family has been helped",
}


def page_help_routes(desk: Desk) -> ApiBlueprint:
    """The routes of a ticket's page: public by its key."""
    api = ApiBlueprint("page-help", __name__, url_prefix="/api/v1/pages/<key>", abp_tags=[Tag(name="help")])

    @api.post("/help", responses={201: HelpAskedList}, summary="Ask for help from a ticket's page")
    def ask(path: PagePath, body: WantedHelp) -> Response:
        write = write_request(ANYBODY.actor)
        return answer(asking.ask_from_page(desk, write, path.key, body), HTTPStatus.CREATED)

    @api.post("/help/withdraw", responses={200: HelpAskedList}, summary="Take it back")
    def withdraw(path: PagePath, body: WantedHelp) -> Response:
        return answer(asking.withdraw_from_page(desk, write_request(ANYBODY.actor), path.key, body))

    return api


def _route(desk: Desk, verb: HelpVerb) -> Callable[[RequestPath], Response]:
    def act(path: RequestPath) -> Response:
        return _act(desk, path.request_id, verb)

    act.__name__ = verb
    return act


def _act(desk: Desk, request_id: int, verb: HelpVerb) -> Response:
    return answer(assistance.act_on_request(desk, write(), caller().name, request_id, verb))


def _is_kiosk() -> bool:
    return Role.KIOSK in caller().roles
