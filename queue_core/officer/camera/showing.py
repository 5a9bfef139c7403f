"""Shows a scanned paper in this machine's browser, once: it lies in memory alone, and in no file."""

from __future__ import annotations

from hmac import compare_digest
from http import HTTPStatus

from flask import Flask, Response, abort


def create_showing(content: bytes, token: str) -> Flask:
    """A server that gives the paper once to whoever knows its address."""
    app = Flask("queue_core.officer.camera", static_folder=None, template_folder=None)
    left = [content]

    def show(word: str) -> Response:
        if not compare_digest(word.encode(), token.encode()):
            abort(HTTPStatus.NOT_FOUND)
        if not left:
            abort(HTTPStatus.GONE)
        kind = "application/pdf" if content.startswith(b"%PDF-") else "image/jpeg"
        headers = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
        return Response(left.pop(), content_type=kind, headers=headers)

    app.add_url_rule("/<word>", view_func=show)
    return app
