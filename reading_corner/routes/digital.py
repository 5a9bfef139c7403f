"""The office's digital shelf in the page: what stands there, one title, and its chapters to read."""

from __future__ import annotations

from flask import Blueprint, Flask, Response, send_file

from queue_core.web.answers import answer_bytes
from reading_corner.errors import UnknownTitle
from reading_corner.routes.browsing import NOBODY_KEEPS, Pages
from reading_corner.service import epub
from reading_corner.service.digital import Digital
from reading_corner.service.painting import painted
from reading_corner.wire.digital import MEDIA_TYPES

EPUB = MEDIA_TYPES[".epub"]
READING_SECONDS = 600
"""Without a touch until a page that somebody reads is wiped: a frame tells of none, a chapter needs none."""
OWN_FRAMES = {"Content-Security-Policy": "frame-ancestors 'self'"}
"""A browser's own reader of PDF needs no more, and stands no stricter policy."""
READ = {"idle_seconds": READING_SECONDS}
CHAPTER = "int(max=9999):number"


def add_digital(app: Flask, pages: Pages) -> None:
    """Adds the pages and the files."""
    routes = Blueprint("digital", __name__)
    _add_pages(routes, pages, pages.digital)
    _add_files(routes, pages.digital)
    app.register_blueprint(routes)


def _add_pages(routes: Blueprint, pages: Pages, digital: Digital) -> None:
    @routes.get("/<language>/digital")
    def shelf(language: str) -> Response:
        titles = digital.titles()
        if not titles:
            raise UnknownTitle
        return pages.page("digital", language, pages.words(language).say("digital.title"), titles=titles)

    @routes.get("/<language>/digital/<key>")
    def title(language: str, key: str) -> Response:
        found = digital.title(key)
        given = {"title": found, "is_epub": found.media_type == EPUB, "back": f"/{language}/digital"} | READ
        return pages.page("digital_title", language, found.name, **given)

    @routes.get(f"/<language>/digital/<key>/<{CHAPTER}>")
    def chapter(language: str, key: str, number: int) -> Response:
        found, path = digital.title(key), digital.file(key)
        blocks = epub.chapter(path, number)
        given = {
            "title": found,
            "blocks": blocks,
            "number": number,
            "back": f"/{language}/digital/{key}",
        } | READ
        last = len(epub.open_book(path).chapters) - 1
        return pages.page("chapter", language, found.name, is_last=number == last, **given)


def _add_files(routes: Blueprint, digital: Digital) -> None:
    @routes.get("/digital/<key>/file")
    def file(key: str) -> Response:
        title = digital.title(key)
        response = send_file(digital.file(key), title.media_type, download_name=title.file)
        response.headers.update(NOBODY_KEEPS | OWN_FRAMES)
        return response

    @routes.get("/digital/<key>/cover.jpeg")
    def cover(key: str) -> Response:
        return answer_bytes(painted(digital.title(key).name), "image/jpeg")

    @routes.get("/digital/<key>/pictures/<path:name>")
    def picture(key: str, name: str) -> Response:
        content, kind = epub.picture(digital.file(key), name)
        return answer_bytes(content, kind)
