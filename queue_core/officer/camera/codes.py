"""The camera page for codes: frames come in, a blank's serial goes to the console, and to nobody else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus

from flask import Flask, Response, abort, jsonify, render_template, request

from devices.errors import UnreadableFrame
from queue_core.officer.camera.guards import check_sender, guard
from queue_core.officer.camera.reading import NotAsked, Reading
from queue_core.web.pages import share_files

LARGEST_FRAME = 2 * 2**20
"""Bytes; a full HD frame of the page has a tenth to a quarter of it."""


@dataclass(frozen=True)
class CodesLook:
    """What the page shows: its sentences by language."""

    sentences: Mapping[str, Mapping[str, str]]
    language: str


def create_codes_page(look: CodesLook, token: str, reading: Reading) -> Flask:
    """The page that reads codes. Frames are decoded in the server's threads, one at a time."""
    app = Flask("queue_core.officer.camera")
    share_files(app)
    guard(app, LARGEST_FRAME)

    def page() -> str:
        return render_template("codes.html", look=look)

    def frame() -> Response:
        check_sender(token)
        try:
            sight = reading.look(request.get_data())
        except UnreadableFrame:
            abort(HTTPStatus.UNPROCESSABLE_ENTITY)
        except NotAsked:
            abort(HTTPStatus.GONE)
        outcome = reading.outcome._asdict() if reading.outcome else None
        return jsonify(saw=sight.saw, serial=sight.serial, more=reading.many, outcome=outcome)

    app.add_url_rule("/", view_func=page)
    app.add_url_rule("/frame", view_func=frame, methods=["POST"])
    return app
