"""HTTP for signing at a kiosk: the page that a receiver names there, and what was drawn."""

from __future__ import annotations

from flask import Response
from flask_openapi3 import Tag

from queue_core.access.routes import caller
from queue_core.kia.service import at_kiosk
from queue_core.kia.service.bureau import Bureau
from queue_core.kia.wire.handover import NamedDrawing, NamedSheet, SignaturePage
from queue_core.tickets.routes.common import write
from queue_core.tickets.service.arrivals import Tries
from queue_core.web.answers import answer
from queue_core.web.description import ApiBlueprint


def kiosk_signing_routes(bureau: Bureau, tries: Tries) -> ApiBlueprint:
    """The routes of kiosks; a code travels in the body, where no log keeps it."""
    api = ApiBlueprint("signing", __name__, url_prefix="/api/v1/signing", abp_tags=[Tag(name="handover")])

    @api.post("/find", responses={200: SignaturePage}, summary="How far the page is that a receiver names")
    def find(body: NamedSheet) -> Response:
        return answer(at_kiosk.find(bureau, caller().actor, body, tries))

    @api.post("/sign", responses={200: SignaturePage}, summary="Sign at a kiosk, once")
    def sign(body: NamedDrawing) -> Response:
        return answer(at_kiosk.sign(bureau, write(), body, tries))

    return api
