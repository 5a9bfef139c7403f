"""HTTP for print orders: order, load, take, tell, say what came out, collect, scan back."""

from __future__ import annotations

from flask import Response
from flask_openapi3 import Tag
from pydantic import BaseModel, Field

from queue_core.access.routes import caller
from queue_core.kia.routes.files import FilePath
from queue_core.kia.rules.orders import OrderState
from queue_core.kia.service import order_acts as acts
from queue_core.kia.service import scanning, showing
from queue_core.kia.service.bureau import Bureau
from queue_core.kia.wire.orders import (
    CardFace,
    FilesToPrint,
    FilesWithoutOrder,
    Loading,
    OrderedFiles,
    OrderHead,
    OrderList,
    PrintProgress,
    Scanned,
    ToldOutcome,
    ToldProblem,
)
from queue_core.stock.wire import Serial
from queue_core.tickets.routes.common import LARGEST_ID, write
from queue_core.web.answers import answer
from queue_core.web.description import ApiBlueprint

TAGS = [Tag(name="print orders")]


class OrderPath(BaseModel):
    """A print order by its id."""

    order_id: int = Field(ge=1, le=LARGEST_ID)


class AfterQuery(BaseModel):
    """Only those after an id."""

    after: int = Field(0, ge=0, le=LARGEST_ID)


class OrdersQuery(BaseModel):
    """Which orders: in a state, on a blank, that wait for a person, or all of these."""

    state: OrderState | None = None
    blank: Serial | None = None
    for_person: bool = False


def order_routes(bureau: Bureau) -> ApiBlueprint:
    """The routes that make orders, load blanks and tell of both."""
    api = ApiBlueprint("orders", __name__, url_prefix="/api/v1/print", abp_tags=TAGS)

    @api.get(
        "/orders",
        responses={200: OrderList},
        summary="Print orders in a state, on a blank, or that wait for a person",
    )
    def listed(query: OrdersQuery) -> Response:
        return answer(showing.listed(bureau, caller(), query.state, query.blank, for_person=query.for_person))

    @api.get("/files", responses={200: FilesWithoutOrder}, summary="Files whose card can be ordered")
    def without_order(query: AfterQuery) -> Response:
        return answer(showing.files_without_order(bureau, query.after))

    @api.get("/progress", responses={200: PrintProgress}, summary="How many cards are how far")
    def progress() -> Response:
        return answer(showing.progress(bureau))

    @api.post("/orders", responses={200: OrderedFiles}, summary="Order the cards of many files")
    def order_prints(body: FilesToPrint) -> Response:
        return answer(acts.order_prints(bureau, write(), caller(), body))

    @api.post("/load", responses={200: OrderList}, summary="Bind blanks to orders and load them")
    def load(body: Loading) -> Response:
        return answer(acts.load(bureau, write(), body))

    @api.get("/orders/<int:order_id>", responses={200: OrderHead}, summary="One print order")
    def read(path: OrderPath) -> Response:
        return answer(showing.order(bureau, path.order_id))

    @api.get("/orders/<int:order_id>/card", responses={200: CardFace}, summary="What the card says")
    def read_card(path: OrderPath) -> Response:
        return answer(showing.card_face(bureau, caller(), path.order_id))

    return api


def order_acts(bureau: Bureau) -> ApiBlueprint:
    """The routes that move one order."""
    api = ApiBlueprint(
        "order_acts", __name__, url_prefix="/api/v1/print/orders/<int:order_id>", abp_tags=TAGS
    )

    @api.post("/unload", responses={200: OrderHead}, summary="Take the blank out again, unprinted")
    def unload(path: OrderPath) -> Response:
        return answer(acts.unload(bureau, write(), path.order_id))

    @api.post("/take", responses={200: OrderHead}, summary="Take an order: one station gets it")
    def take(path: OrderPath) -> Response:
        return answer(acts.take(bureau, write(), caller(), path.order_id))

    @api.post("/problem", responses={200: OrderHead}, summary="Tell what keeps the printer from an order")
    def problem(path: OrderPath, body: ToldProblem) -> Response:
        return answer(acts.tell_problem(bureau, write(), caller(), path.order_id, body))

    @api.post("/outcome", responses={200: OrderHead}, summary="Say what became of an order")
    def outcome(path: OrderPath, body: ToldOutcome) -> Response:
        return answer(acts.outcome(bureau, write(), caller(), path.order_id, body))

    @api.post("/collected", responses={200: OrderHead}, summary="Say that the agency's card was fetched")
    def collected(path: OrderPath, body: Scanned) -> Response:
        return answer(acts.collect(bureau, write(), caller(), path.order_id, body))

    return api


def scan_routes(bureau: Bureau) -> ApiBlueprint:
    """The route that scans a card back, by its file."""
    api = ApiBlueprint("scan", __name__, url_prefix="/api/v1/files/<int:file_id>", abp_tags=TAGS)

    @api.post("/scan-back", responses={200: OrderHead}, summary="Scan a card back")
    def scan_back(path: FilePath, body: Scanned) -> Response:
        return answer(scanning.scan_back(bureau, write(), caller(), path.file_id, body))

    return api
