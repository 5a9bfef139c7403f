"""Who may talk to a page of the console: the page with the token, from this machine alone.

The token stands in the address behind #, which no browser sends to anybody.
"""

from __future__ import annotations

from hmac import compare_digest
from http import HTTPStatus

from flask import Flask, Response, abort, request

TOKEN_HEADER = "X-Camera-Token"  # noqa: S105  a header's name


def guard(app: Flask, largest: int) -> None:
    """No browser keeps anything, no body is larger than so many bytes, only this machine is answered."""
    app.config["MAX_CONTENT_LENGTH"] = largest

    @app.before_request
    def only_this_machine() -> None:
        """A name that leads here from elsewhere (DNS rebinding) is refused."""
        name, _, _ = request.host.partition(":")
        if name not in ("127.0.0.1", "localhost"):
            abort(HTTPStatus.FORBIDDEN)

    @app.after_request
    def keep_nothing(response: Response) -> Response:
        response.headers["Cache-Control"] = "no-store"
        return response


def check_sender(token: str) -> None:
    """Refuses another page, and whoever does not know the token."""
    mine = request.headers.get("Origin") in (None, request.host_url.rstrip("/"))
    if not mine or not compare_digest(request.headers.get(TOKEN_HEADER, "").encode(), token.encode()):
        abort(HTTPStatus.FORBIDDEN)
