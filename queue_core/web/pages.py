"""What all pages of ours share: the security headers, and the files they load from this machine only."""

from __future__ import annotations

from importlib.resources import files

from flask import Flask, Response, send_from_directory

CONTENT_POLICY = (
    "default-src 'self'; connect-src 'self' ws: wss:; img-src 'self' data:; "
    "frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
)


def share_files(app: Flask) -> None:
    """Serves the style, the font and the Socket.IO client from disk under /shared, with strict headers."""
    folder = str(files("queue_core.web").joinpath("static"))

    def shared(filename: str) -> Response:
        return send_from_directory(folder, filename, max_age=3600)

    app.add_url_rule("/shared/<filename>", view_func=shared)

    @app.after_request
    def secure(response: Response) -> Response:
        response.headers.setdefault("Content-Security-Policy", CONTENT_POLICY)
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        response.headers.setdefault("Referrer-Policy", "no-referrer")
        return response
