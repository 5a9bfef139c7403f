"""HTTP for the numbers that kiosks give while the core is away: a letter ahead, their tickets afterwards."""

from __future__ import annotations

from http import HTTPStatus

from flask import Response
from flask_openapi3 import Tag

from queue_core.tickets.routes.common import write
from queue_core.tickets.service import entering, letters
from queue_core.tickets.service.desk import Desk
from queue_core.tickets.wire.offline import LetterWish, OfflineLetter, OfflineTicket
from queue_core.tickets.wire.tickets import TicketView
from queue_core.web.answers import answer
from queue_core.web.description import ApiBlueprint


def offline_routes(desk: Desk) -> ApiBlueprint:
    """The routes of kiosks' own numbers."""
    api = ApiBlueprint("offline", __name__, url_prefix="/api/v1/offline", abp_tags=[Tag(name="offline")])

    @api.post("/letter", responses={200: OfflineLetter}, summary="The letter of a kiosk's own numbers")
    def letter(body: LetterWish) -> Response:
        asked = write()
        return answer(letters.letter_for(desk, asked, asked.actor.removeprefix("device:"), body))

    @api.post("/tickets", responses={201: TicketView}, summary="Enter a ticket that a kiosk gave by itself")
    def enter(body: OfflineTicket) -> Response:
        return answer(entering.enter(desk, write(), body), HTTPStatus.CREATED)

    return api
