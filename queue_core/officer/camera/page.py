"""The camera page: it takes one picture at the counter and gives it to the console, and to nobody else."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus

from flask import Flask, Response, abort, render_template, request

from queue_core.kia.rules.photo import Colour, Size
from queue_core.kia.wire.pictures import LARGEST_PHOTO
from queue_core.officer.camera.guards import check_sender, guard
from queue_core.web.pages import share_files

Taken = Callable[[bytes], None]


@dataclass(frozen=True)
class Look:
    """What the page shows: its sentences by language, the photo's shape, its background."""

    sentences: Mapping[str, Mapping[str, str]]
    language: str
    shape: Size
    background: Colour | None


def create_page(look: Look, token: str, taken: Taken) -> Flask:
    """The page for one picture. `taken` is called once, from the server's thread."""
    app = Flask("queue_core.officer.camera")
    share_files(app)
    guard(app, LARGEST_PHOTO)
    spent: list[bool] = []

    def page() -> str:
        return render_template("camera.html", look=look)

    def picture() -> Response:
        check_sender(token)
        if spent:
            abort(HTTPStatus.GONE)
        data = request.get_data()
        spent.append(True)
        taken(data)
        return Response(status=HTTPStatus.NO_CONTENT)

    app.add_url_rule("/", view_func=page)
    app.add_url_rule("/picture", view_func=picture, methods=["POST"])
    return app
