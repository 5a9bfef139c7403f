"""The keeper's pages of the shelf as a whole: the stock-take, what is out, who waits."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, Flask, Response, current_app, request

from queue_core.web.answers import answer
from reading_corner.routes.desk_only import KEEPERS
from reading_corner.routes.keeper_door import Door
from reading_corner.service.books_out import BooksOut
from reading_corner.service.keeping import Keeping
from reading_corner.service.stocktaking import StockTaking
from reading_corner.service.wishing import Wishing
from reading_corner.wire.keeping import ShelfCodes, StruckWish
from reading_corner.wire.lending import Since

SCANS_AT_ONCE = 200
"""How many scans the page sends in one part."""


@dataclass(frozen=True)
class ShelfDesk:
    """What these pages stand on."""

    keeping: Keeping
    out: BooksOut
    wishing: Wishing
    stocktaking: StockTaking


def add_keeper_shelf(app: Flask, door: Door, desk: ShelfDesk) -> None:
    """Adds the pages of stock-take, books out and those who wait."""
    routes = Blueprint("keeper_shelf", __name__, url_prefix=KEEPERS)
    _add_stocktake(routes, door, desk)
    _add_lists(routes, door, desk)
    app.register_blueprint(routes)


def _add_stocktake(routes: Blueprint, door: Door, desk: ShelfDesk) -> None:
    @routes.get("/<language>/stocktake")
    def stocktake(language: str) -> Response:
        given = {
            "scans_at_once": SCANS_AT_ONCE,
            "keeper": None,
        }  # the browser keeps this page: it names nobody
        return door.page("stocktake", language, **given)

    @routes.get("/worker.js")
    def worker() -> Response:
        response = current_app.send_static_file("keeper_worker.js")
        response.headers["Service-Worker-Allowed"] = KEEPERS  # without the slash that its own address ends in
        return response

    @routes.get("/codes")
    def codes() -> Response:
        return answer(ShelfCodes(codes=desk.keeping.codes()))

    @routes.get("/api/stocktake")
    def result() -> Response:
        return answer(desk.stocktaking.result(Since.model_validate(request.args.to_dict()).since))


def _add_lists(routes: Blueprint, door: Door, desk: ShelfDesk) -> None:
    @routes.get("/<language>/out")
    def out(language: str) -> Response:
        return door.page("out", language, books=desk.out.all())

    @routes.get("/<language>/waiting")
    def waiting(language: str) -> Response:
        return door.page("waiting", language, waiting=desk.wishing.all())

    @routes.post("/api/wishes/strike")
    def strike() -> Response:
        struck = StruckWish.model_validate_json(request.get_data())
        return answer(desk.wishing.strike(struck.wish, door.write()))
