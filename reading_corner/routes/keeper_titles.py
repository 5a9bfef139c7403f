"""The keeper's pages of titles: looking one up, its form, its cover and its labels."""

from __future__ import annotations

from http import HTTPStatus

from flask import Blueprint, Flask, Response, request

from queue_core.foundation.errors import NotFound
from queue_core.web.answers import answer, answer_bytes, saved
from reading_corner.errors import UnknownCopy
from reading_corner.papers.labels import sheets_of
from reading_corner.routes.desk_only import KEEPERS
from reading_corner.routes.keeper_door import Door
from reading_corner.routes.media import drawn
from reading_corner.rules.audience import Audience
from reading_corner.rules.looks import colour_of
from reading_corner.rules.shelf import Care
from reading_corner.service.covers import Covers
from reading_corner.service.keeping import Keeping
from reading_corner.service.labelling import labels_of
from reading_corner.wire.keeping import CoverKept, GivenIsbn, KeptTitle, NewCopy, NewTitle, TitleChange, Typed

COVERS = f"{KEEPERS}/api/covers"
LARGEST_PICTURE = 16 * 1024 * 1024
"""Bytes of a photo of the tablet's camera, with room to spare."""


def upload() -> int | None:
    """How many bytes this request may bring, where it brings a picture."""
    rule = request.url_rule
    return LARGEST_PICTURE if rule is not None and rule.rule == COVERS else None


def add_keeper_titles(app: Flask, door: Door, keeping: Keeping, covers: Covers) -> None:
    """Adds the pages of titles and what they write."""
    routes = Blueprint("keeper_titles", __name__, url_prefix=KEEPERS)
    _add_pages(routes, door, keeping)
    _add_writes(routes, door, keeping)
    _add_questions(routes, keeping)
    _add_pictures(routes, door, covers)
    _add_labels(routes, keeping)
    app.register_blueprint(routes)


def _add_pages(routes: Blueprint, door: Door, keeping: Keeping) -> None:
    @routes.get("/<language>/titles")
    def titles(language: str) -> Response:
        return door.page("titles", language)

    @routes.get("/<language>/titles/new")
    def new(language: str) -> Response:
        return form(language, None)

    @routes.get("/<language>/titles/<int(max=999999999):title_id>")
    def title(language: str, title_id: int) -> Response:
        return form(language, keeping.title(title_id))

    def form(language: str, kept: KeptTitle | None) -> Response:
        looks = door.pages.looks
        colour = colour_of(looks, kept.colour if kept else None)
        told = None if kept is None else kept.model_dump(mode="json")
        given = {"title": kept, "told": told, "colours": looks.colours, "colour": colour, "cares": list(Care)}
        return door.page("title", language, **given)


def _add_writes(routes: Blueprint, door: Door, keeping: Keeping) -> None:
    @routes.post("/api/titles")
    def add() -> Response:
        new = NewTitle.model_validate_json(request.get_data())
        return answer(keeping.add(new, door.write()), HTTPStatus.CREATED)

    @routes.put("/api/titles/<int(max=999999999):title_id>")
    def change(title_id: int) -> Response:
        told = TitleChange.model_validate_json(request.get_data())
        return answer(keeping.change(title_id, told, door.write()))

    @routes.post("/api/titles/<int(max=999999999):title_id>/copies")
    def add_copy(title_id: int) -> Response:
        new = NewCopy.model_validate_json(request.get_data())
        return answer(keeping.add_copy(title_id, new, door.write()), HTTPStatus.CREATED)


def _add_questions(routes: Blueprint, keeping: Keeping) -> None:
    @routes.post("/api/search")
    def search() -> Response:
        return answer(keeping.find(Typed.model_validate_json(request.get_data()).typed))

    @routes.post("/api/isbn")
    def isbn() -> Response:
        given = GivenIsbn.model_validate_json(request.get_data())
        return answer(keeping.judge(given.isbn, given.title))


def _add_pictures(routes: Blueprint, door: Door, covers: Covers) -> None:
    @routes.post("/api/covers")
    def take() -> Response:
        return answer(CoverKept(cover=covers.take(request.get_data())), HTTPStatus.CREATED)

    @routes.get("/covers/given/<name>")
    def given(name: str) -> Response:
        small = covers.small(name)
        if small is None:
            raise NotFound
        return answer_bytes(small.read_bytes(), "image/webp")

    @routes.get("/covers/<int(max=999999999):title_id>")
    def cover(title_id: int) -> Response:
        title = door.pages.browsing.title(title_id, Audience.OFFICE)
        small = None if "drawn" in request.args else covers.small(title.cover)
        content = small.read_bytes() if small else drawn(door.pages.looks, title).encode()
        return answer_bytes(content, "image/webp" if small else "image/svg+xml")


def _add_labels(routes: Blueprint, keeping: Keeping) -> None:
    @routes.get("/labels/<path:code>")
    def label(code: str) -> Response:
        labels = labels_of(keeping.shelf, frozenset({code}))
        if not labels:
            raise UnknownCopy
        return saved("label.pdf", "application/pdf", sheets_of(labels))
