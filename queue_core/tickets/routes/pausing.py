"""HTTP for the clocks of the ticket at a counter: let them stand still, let them run."""

from __future__ import annotations

from flask import Response
from flask_openapi3 import Tag

from queue_core.access.routes import caller
from queue_core.sop.wire import Pausing
from queue_core.tickets.routes.common import CounterPath, write
from queue_core.tickets.service import pausing
from queue_core.tickets.service.desk import Desk
from queue_core.tickets.wire.counters import CounterWork
from queue_core.web.answers import answer
from queue_core.web.description import ApiBlueprint


def pausing_routes(desk: Desk) -> ApiBlueprint:
    """The routes of a ticket's clocks."""
    api = ApiBlueprint(
        "pausing", __name__, url_prefix="/api/v1/counters/<int:number>", abp_tags=[Tag(name="counters")]
    )

    @api.post("/pause", responses={200: CounterWork}, summary="Pause the ticket's clocks for a reason")
    def pause(path: CounterPath, body: Pausing) -> Response:
        return answer(pausing.pause(desk, write(), caller().name, path.number, body))

    @api.post("/resume", responses={200: CounterWork}, summary="Let the ticket's clocks run again")
    def resume(path: CounterPath) -> Response:
        return answer(pausing.resume(desk, write(), caller().name, path.number))

    return api
