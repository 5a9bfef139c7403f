"""HTTP for the quiet emergency call of a counter."""

from __future__ import annotations

from flask import Response
from flask_openapi3 import Tag

from queue_core.access.routes import caller
from queue_core.tickets.routes.common import CounterPath, write
from queue_core.tickets.service import emergency
from queue_core.tickets.service.desk import Desk
from queue_core.tickets.wire.counters import CounterWork
from queue_core.web.answers import answer
from queue_core.web.description import ApiBlueprint


def emergency_routes(desk: Desk) -> ApiBlueprint:
    """The routes of emergency calls."""
    prefix = "/api/v1/counters/<int:number>/emergency"
    api = ApiBlueprint("emergency", __name__, url_prefix=prefix, abp_tags=[Tag(name="counters")])

    @api.post("", responses={200: CounterWork}, summary="Call all other counters, quietly")
    def raise_alarm(path: CounterPath) -> Response:
        return answer(emergency.raise_alarm(desk, write(), caller().name, path.number))

    @api.post("/seen", responses={200: CounterWork}, summary="Say that the call was seen")
    def acknowledge(path: CounterPath) -> Response:
        return answer(emergency.acknowledge(desk, write(), caller().name, path.number))

    return api
