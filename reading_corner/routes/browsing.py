"""The child's pages: from a picture to a book in four touches. What is not for children is not there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from string import ascii_lowercase
from typing import Any

from flask import Blueprint, Flask, Response, render_template, request, url_for

from queue_core.foundation.errors import NotFound
from queue_core.foundation.messages import DEFAULT_LANGUAGE, Catalogue
from queue_core.web.answers import answer
from reading_corner.rules.audience import Audience
from reading_corner.rules.looks import Looks
from reading_corner.service.browsing import Browsing, known_band, known_theme
from reading_corner.service.digital import Digital
from reading_corner.service.finding import Finding
from reading_corner.wire.titles import Cards, TitlePage

NOBODY_KEEPS = {"Cache-Control": "no-store"}
LONGEST_TYPED = 100


@dataclass(frozen=True)
class Pages:
    """What the child's pages are made of."""

    browsing: Browsing
    finding: Finding
    digital: Digital
    looks: Looks
    catalogues: Mapping[str, Catalogue]
    idle_seconds: int

    def words(self, language: str) -> Catalogue:
        """The sentences of a language. Raises NotFound for one that there is not."""
        if language not in self.catalogues:
            raise NotFound
        return self.catalogues[language]

    def page(self, screen: str, language: str, heading: str, **given: Any) -> Response:  # noqa: ANN401
        """One page in one language."""
        html = render_template(
            f"{screen}.html",
            screen=screen,
            language=language,
            words=self.words(language),
            languages={code: words.say("language.name") for code, words in self.catalogues.items()},
            heading=heading,
            **{"idle_seconds": self.idle_seconds} | given,
        )
        return Response(html, headers=NOBODY_KEEPS)


def add_browsing(app: Flask, pages: Pages) -> None:
    """Adds the pages and the search that one types into."""
    routes = Blueprint("browsing", __name__)
    _add_start(routes, pages)
    _add_covers(routes, pages)
    _add_title(routes, pages)
    _add_search(routes, pages)
    app.register_blueprint(routes)


def _add_start(routes: Blueprint, pages: Pages) -> None:
    @routes.get("/")
    def first() -> Response:
        return start(DEFAULT_LANGUAGE)

    @routes.get("/<language>")
    def start(language: str) -> Response:
        words = pages.words(language)
        clip = clip_of(language, "start")
        given = {"start": pages.browsing.start(), "has_files": bool(pages.digital.titles())}
        return pages.page("start", language, words.say("start.title"), clip=clip, **given)


def _add_covers(routes: Blueprint, pages: Pages) -> None:
    def covers(language: str, heading: str, shown: Callable[[int], Cards], clip: str) -> Response:
        page = request.args.get("page", 0, type=int)
        back = request.path if page == 1 else f"{request.path}?page={page - 1}" if page > 1 else None
        given = {"shown": shown(max(0, page)), "page": page, "here": request.path, "back": back}
        return pages.page("covers", language, heading, clip=clip, **given)

    @routes.get("/<language>/themes/<key>")
    def theme(language: str, key: str) -> Response:
        heading = pages.words(language).say(f"theme.{known_theme(pages.looks, key).key}")
        clip = clip_of(language, "theme", key)
        return covers(language, heading, lambda page: pages.browsing.theme(key, page), clip)

    @routes.get("/<language>/ages/<key>")
    def band(language: str, key: str) -> Response:
        ages = known_band(pages.looks, key)
        heading = pages.words(language).say("band.years", first=ages.first, last=ages.last)
        clip = clip_of(language, "band", key)
        return covers(language, heading, lambda page: pages.browsing.band(key, page), clip)


def _add_title(routes: Blueprint, pages: Pages) -> None:
    @routes.get("/<language>/titles/<int(max=999999999):title_id>")
    def title(language: str, title_id: int) -> Response:
        found = pages.browsing.title(title_id)
        back, clip = f"/{language}/themes/{found.theme}", clip_of(language, "title", title_id)
        return pages.page("title", language, found.card.name, title=found, back=back, clip=clip)

    @routes.get("/<language>/titles/<int(max=999999999):title_id>/place")
    def place(language: str, title_id: int) -> Response:
        found = pages.browsing.title(title_id)
        sentence = sentence_of_place(pages.words(language), found)
        back, clip = f"/{language}/titles/{title_id}", clip_of(language, "place", title_id)
        name = found.card.name
        return pages.page("place", language, name, title=found, sentence=sentence, back=back, clip=clip)


def _add_search(routes: Blueprint, pages: Pages) -> None:
    @routes.get("/<language>/search")
    def search(language: str) -> Response:
        heading = pages.words(language).say("search.offer")
        given = {"letters": ascii_lowercase, "source": url_for("browsing.find"), "method": "GET"}
        return pages.page("search", language, heading, clip=clip_of(language, "search"), **given)

    @routes.get("/api/search")
    def find() -> Response:
        typed = request.args.get("typed", "")[:LONGEST_TYPED]
        return answer(pages.finding.find(typed, Audience.CHILDREN))


def sentence_of_place(words: Catalogue, title: TitlePage) -> str:
    """Where the book is, as a child is told."""
    place = title.place
    if not place.has_copies:
        return words.say("place.ask")
    if not place.stands:
        return words.say("place.out")
    if place.colour is None:
        return words.say("place.plain")
    return words.say("place.coloured", colour=words.say(f"colour.{place.colour}"))


def clip_of(language: str, what: str, key: str | int = "") -> str:
    """The address of what is read aloud on a page."""
    return url_for("media.clip", language=language, what=what, key=key)
