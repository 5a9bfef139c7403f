"""HTTP for the stock of blanks and ribbon."""

from __future__ import annotations

from http import HTTPStatus

from flask import Response
from flask_openapi3 import Tag
from pydantic import BaseModel

from queue_core.access.routes import caller
from queue_core.stock.service import balance, keeping, writing_off
from queue_core.stock.service.stockroom import Stockroom
from queue_core.stock.wire import (
    Batch,
    BlankView,
    CountView,
    NewBatch,
    NewCount,
    NewRibbon,
    RibbonView,
    Serial,
    Serials,
    Spoiling,
    StockView,
)
from queue_core.web.answers import answer
from queue_core.web.description import ApiBlueprint
from queue_core.web.requests import write_request

TAGS = [Tag(name="stock")]


class BlankPath(BaseModel):
    """A blank by its serial."""

    serial: Serial


def stock_routes(room: Stockroom) -> ApiBlueprint:
    """The routes of the stock."""
    api = ApiBlueprint("stock", __name__, url_prefix="/api/v1/stock", abp_tags=TAGS)

    @api.get("", responses={200: StockView}, summary="The balance of the stock, and how long it lasts")
    def read() -> Response:
        return answer(balance.stock(room))

    @api.get("/serials", responses={200: Serials}, summary="What lies in drawer and printer by the book")
    def read_serials() -> Response:
        return answer(balance.serials_of(room))

    @api.post("/batches", responses={201: Batch}, summary="Receive a packet of blanks")
    def receive(body: NewBatch) -> Response:
        return answer(keeping.receive(room, write_request(caller().actor), body), HTTPStatus.CREATED)

    @api.post("/blanks/<serial>/spoil", responses={200: BlankView}, summary="Write off a blank of the drawer")
    def spoil(path: BlankPath, body: Spoiling) -> Response:
        write = write_request(caller().actor)
        return answer(writing_off.spoil_in_drawer(room, write, path.serial, body))

    @api.post("/blanks/<serial>/agree", responses={200: BlankView}, summary="Agree that a blank is gone")
    def agree(path: BlankPath) -> Response:
        return answer(writing_off.agree(room, write_request(caller().actor), path.serial))

    @api.post("/blanks/<serial>/decline", responses={200: BlankView}, summary="Leave a blank in the drawer")
    def decline(path: BlankPath) -> Response:
        return answer(writing_off.decline(room, write_request(caller().actor), path.serial))

    @api.post("/counts", responses={201: CountView}, summary="Count drawer and printer")
    def count(body: NewCount) -> Response:
        return answer(keeping.count(room, write_request(caller().actor), body), HTTPStatus.CREATED)

    return api


def ribbon_routes(room: Stockroom) -> ApiBlueprint:
    """The routes of the ribbon."""
    api = ApiBlueprint("ribbon", __name__, url_prefix="/api/v1/stock/ribbon", abp_tags=TAGS)

    @api.post("", responses={201: RibbonView}, summary="Receive rolls of ribbon")
    def receive_ribbon(body: NewRibbon) -> Response:
        view = keeping.receive_ribbon(room, write_request(caller().actor), body)
        return answer(view, HTTPStatus.CREATED)

    @api.post("/put-in", responses={200: RibbonView}, summary="Put the next roll into the printer")
    def put_in() -> Response:
        return answer(keeping.put_in_ribbon(room, write_request(caller().actor)))

    @api.post("/used-up", responses={200: RibbonView}, summary="Take the roll out for good")
    def used_up() -> Response:
        return answer(keeping.use_up_ribbon(room, write_request(caller().actor)))

    return api
