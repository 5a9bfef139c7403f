"""HTTP for what is left to be given out today."""

from __future__ import annotations

from flask import Response
from flask_openapi3 import APIBlueprint, Tag

from queue_core.tickets.service import admission
from queue_core.tickets.service.desk import Desk
from queue_core.tickets.wire.availability import Availability
from queue_core.web.answers import answer


def admission_routes(desk: Desk) -> APIBlueprint:
    """The routes of opening hours and quotas."""
    api = APIBlueprint("admission", __name__, url_prefix="/api/v1", abp_tags=[Tag(name="admission")])

    @api.get("/availability", responses={200: Availability}, summary="What every service has to give now")
    def availability() -> Response:
        return answer(admission.availability(desk))

    return api
