"""A bare Flask application behind the same server: what an empty POST and a broadcast cost."""

from __future__ import annotations

from gevent import monkey

monkey.patch_all()

# ruff: noqa: E402  gevent has to patch before anything else is imported
import sys
from datetime import UTC, datetime

from flask import Flask, Response, jsonify, request
from flask_socketio import SocketIO

from queue_core.server.websocket import lead_others_past
from queue_core.web.serve import serve


def build() -> Flask:
    """An application whose one route does nothing, and another that tells everybody what it was told."""
    app = Flask("bare")
    socketio = SocketIO(app, async_mode="gevent")
    lead_others_past(app, socketio)
    socketio.on_event("connect", lambda _auth=None: None)

    @app.post("/")
    def nothing() -> Response:
        return Response("{}", 201, content_type="application/json")

    @app.post("/tell")
    def tell() -> Response:
        at = datetime.now(UTC).isoformat()
        socketio.emit("place", {"at": at, **request.get_json()})
        return jsonify(at=at)

    @app.get("/")
    def here() -> str:
        return "here"

    return app


if __name__ == "__main__":
    serve(build, "127.0.0.1", int(sys.argv[1]))
