"""HTTP for what is left to be given out today."""

from __future__ import annotations

from flask import Response
from flask_openapi3 import Tag

from queue_core.tickets.routes.common import ServicePath, write
from queue_core.tickets.service import admission, quotas
from queue_core.tickets.service.desk import Desk
from queue_core.tickets.wire.availability import Availability, Blanks, BlanksCount
from queue_core.web.answers import answer
from queue_core.web.description import ApiBlueprint


def admission_routes(desk: Desk) -> ApiBlueprint:
    """The routes of opening hours and quotas."""
    api = ApiBlueprint("admission", __name__, url_prefix="/api/v1", abp_tags=[Tag(name="admission")])

    @api.get("/availability", responses={200: Availability}, summary="What every service has to give now")
    def availability() -> Response:
        return answer(admission.availability(desk))

    @api.put("/services/<service>/blanks", responses={200: Blanks}, summary="Tell how many blanks there are")
    def blanks(path: ServicePath, body: BlanksCount) -> Response:
        return answer(quotas.count_blanks(desk, write(), path.service, body))

    return api
