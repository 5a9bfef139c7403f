"""HTTP for the reading corner: which numbers have a book."""

from __future__ import annotations

from flask import Response
from flask_openapi3 import Tag

from queue_core.access.routes import caller
from queue_core.tickets.service.desk import Desk
from queue_core.tickets.wire.corner import BooksInHand
from queue_core.web.answers import answer
from queue_core.web.description import ApiBlueprint


def corner_routes(desk: Desk) -> ApiBlueprint:
    """The routes of reading corners."""
    api = ApiBlueprint("corner", __name__, url_prefix="/api/v1/corner", abp_tags=[Tag(name="corner")])

    @api.put("/books", responses={200: BooksInHand}, summary="Tell which numbers have a book")
    def tell(body: BooksInHand) -> Response:
        desk.books.tell(caller().actor, desk.day(desk.clock()), body.numbers)
        return answer(body)

    return api
