"""The board's Flask application: one page, and the whole picture pushed to it on every change."""

from __future__ import annotations

import base64
from importlib.metadata import version
from typing import Any

from flask import Flask, Response, jsonify, render_template
from flask_socketio import SocketIO, emit

from display_board.screen import Screen
from display_board.state import BoardView
from queue_core.foundation.errors import NotFound
from queue_core.web.answers import answer_bytes
from queue_core.web.pages import share_files
from queue_core.web.problems import answer_with_problems

PICTURE = "board"
"""The one event of this program's socket: a BoardView."""


def create_app(screen: Screen) -> Flask:
    """The application of one screen."""
    app = Flask("display_board")
    answer_with_problems(app)
    share_files(app)

    @app.get("/")
    def board() -> str:
        catalogue = screen.catalogue
        return render_template("board.html", language=catalogue.language, sentences=dict(catalogue.sentences))

    @app.get("/cover/<int:_mark>")
    def cover(_mark: int) -> Response:
        if screen.cover is None:
            raise NotFound
        kind, content = screen.cover.removeprefix("data:").split(";base64,")
        return answer_bytes(base64.b64decode(content), kind)

    @app.get("/healthz")
    def healthz() -> Response:
        return jsonify(status="ok", version=version("kerak-telor"), connected=screen.view().connected)

    return app


def push_to_pages(socketio: SocketIO, screen: Screen) -> None:
    """Gives every page the picture when it connects and whenever it changes."""

    def picture(view: BoardView) -> dict[str, Any]:
        return view.model_dump(mode="json")

    def connect(_auth: object = None) -> None:
        emit(PICTURE, picture(screen.view()))

    socketio.on_event("connect", connect)
    screen.painted = lambda view: socketio.emit(PICTURE, picture(view))
