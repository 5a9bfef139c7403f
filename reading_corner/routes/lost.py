"""What somebody sees where there is nothing to show: a page with the way home, and the problem's status."""

from __future__ import annotations

from flask import Flask, Response, request

from queue_core.foundation.messages import DEFAULT_LANGUAGE
from queue_core.foundation.problem import MEDIA_TYPE
from reading_corner.routes.browsing import NOBODY_KEEPS, Pages

HTML = "text/html"


def add_lost(app: Flask, pages: Pages) -> None:
    """Answers a browser that opens an address with a page; a program that asks keeps the problem itself."""

    @app.after_request
    def page_for(response: Response) -> Response:
        if response.mimetype != MEDIA_TYPE or not _opens_a_page():
            return response
        first = request.path.split("/")[1]
        language = first if first in pages.catalogues else DEFAULT_LANGUAGE
        page = pages.page("lost", language, pages.words(language).say("lost.title"))
        response.set_data(page.get_data())
        response.content_type = page.content_type
        response.headers.update(NOBODY_KEEPS)
        return response


def _opens_a_page() -> bool:
    """Whether a browser asks for a page: whatever else asks names JSON as gladly as HTML, or neither."""
    asked = request.accept_mimetypes
    return request.method == "GET" and asked[HTML] > asked[MEDIA_TYPE]
