"""HTTP for objections: the family's page, the officers, and those who decide."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from flask import Response
from flask_openapi3 import Tag
from pydantic import BaseModel, Field

from queue_core.access.routes import caller
from queue_core.access.rules import ANYBODY
from queue_core.feedback import service
from queue_core.feedback.rules import Ruling
from queue_core.feedback.wire import (
    Balances,
    Decision,
    ObjectionPage,
    Objections,
    ObjectionView,
    OwedDeliveries,
)
from queue_core.tickets.routes.common import LARGEST_ID, PagePath, TicketPath, write
from queue_core.tickets.service.desk import Desk
from queue_core.web.answers import answer
from queue_core.web.description import ApiBlueprint
from queue_core.web.requests import write_request


class ObjectionPath(BaseModel):
    """An objection by its id."""

    objection_id: int = Field(ge=1, le=LARGEST_ID)


def filing_routes(desk: Desk) -> ApiBlueprint:
    """The routes of those who object: public by a page's key, and the officers on behalf of a family."""
    api = ApiBlueprint("filing", __name__, url_prefix="/api/v1", abp_tags=[Tag(name="objections")])

    @api.get("/pages/<key>/objection", responses={200: ObjectionPage}, summary="What became of the objection")
    def page(path: PagePath) -> Response:
        return answer(service.page_objection(desk, path.key))

    @api.post("/pages/<key>/objection", responses={201: ObjectionPage}, summary="Object: served too late")
    def from_page(path: PagePath) -> Response:
        filed = service.object_from_page(desk, write_request(ANYBODY.actor), path.key)
        return answer(filed, HTTPStatus.CREATED)

    @api.post("/tickets/<int:ticket_id>/objection", responses={201: ObjectionView}, summary="Object for them")
    def for_family(path: TicketPath) -> Response:
        return answer(service.object_for_family(desk, write(), path.ticket_id), HTTPStatus.CREATED)

    return api


def objection_routes(desk: Desk) -> ApiBlueprint:
    """The routes of those who decide, and the balance."""
    api = ApiBlueprint(
        "objections", __name__, url_prefix="/api/v1/objections", abp_tags=[Tag(name="objections")]
    )

    @api.get("", responses={200: Objections}, summary="Objections with their evidence")
    def objections() -> Response:
        return answer(service.objections(desk))

    @api.get("/balance", responses={200: Balances}, summary="How many came, how many were right")
    def balance() -> Response:
        return answer(service.balances(desk))

    @api.get("/owed", responses={200: OwedDeliveries}, summary="The deliveries that the office owes")
    def owed() -> Response:
        return answer(service.owed_deliveries(desk))

    for ruling, summary in RULING_ROUTES.items():
        route = f"/<int:objection_id>/{ruling}"
        api.post(route, responses={200: ObjectionView}, summary=summary)(_ruling_route(desk, ruling))
    return api


RULING_ROUTES = {
    Ruling.ACCEPT: "The objection is right: a delivery is owed",
    Ruling.REFUSE: "The objection is not right",
}


def _ruling_route(desk: Desk, ruling: Ruling) -> Callable[[ObjectionPath, Decision], Response]:
    def decide(path: ObjectionPath, body: Decision) -> Response:
        view = service.decide(desk, write(), caller().name, path.objection_id, ruling, body)
        return answer(view)

    decide.__name__ = ruling
    return decide
