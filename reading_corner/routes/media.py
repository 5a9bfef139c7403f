"""What a child sees and hears of a title: its cover, given or drawn, and its words read aloud."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus

from flask import Blueprint, Flask, Response, render_template, send_file

from queue_core.foundation.errors import NotFound
from queue_core.foundation.messages import DEFAULT_LANGUAGE, Catalogue
from queue_core.web.answers import answer_bytes
from reading_corner.routes.browsing import NOBODY_KEEPS, Pages, sentence_of_place
from reading_corner.rules.looks import Looks, initial_of, picture_of, spoken_language
from reading_corner.service.browsing import known_band, known_theme
from reading_corner.service.covers import Covers
from reading_corner.service.painting import colours_of, painted
from reading_corner.service.reading_aloud import ReadingAloud
from reading_corner.wire.titles import TitlePage

SIZES = ((2, 12, 30), (3, 16, 24), (4, 22, 18))
"""Lines of a drawn cover, the letters of one, and how large they are then."""
MIDDLE = 342


@dataclass(frozen=True)
class Line:
    """One line of words on a drawn cover and its height."""

    words: str
    y: int


def add_media(app: Flask, pages: Pages, covers: Covers, aloud: ReadingAloud) -> None:
    """Adds covers and clips."""
    routes = Blueprint("media", __name__)

    @routes.get("/covers/<int(max=999999999):title_id>")
    def cover(title_id: int) -> Response:
        title = pages.browsing.title(title_id)
        small = covers.small(title.cover)
        content = small.read_bytes() if small else drawn(pages.looks, title).encode()
        return answer_bytes(content, "image/webp" if small else "image/svg+xml")

    @routes.get("/covers/<int(max=999999999):title_id>.jpeg")
    def cover_for_readers(title_id: int) -> Response:
        title = pages.browsing.title(title_id)
        small = covers.small(title.cover, "jpeg")
        return answer_bytes(small.read_bytes() if small else painted(title.card.name), "image/jpeg")

    @routes.get("/<language>/clips/<what>/", defaults={"key": ""})
    @routes.get("/<language>/clips/<what>/<key>")
    def clip(language: str, what: str, key: str) -> Response:
        text, voice = spoken(pages, language, what, key)
        path = aloud.clip(text, voice)
        if path is None:
            return Response(status=HTTPStatus.ACCEPTED, headers=NOBODY_KEEPS | {"Retry-After": "1"})
        response = send_file(path, "audio/wav")
        response.headers.update(NOBODY_KEEPS)
        return response

    app.register_blueprint(routes)


def drawn(looks: Looks, title: TitlePage) -> str:
    """A cover as SVG, always the same for the same title."""
    size, lines = _lettering(title.card.name)
    ink, paper = colours_of(title.card.name)
    first = MIDDLE - size * len(lines) // 2 + size * 4 // 5
    placed = [Line(words, first + size * 11 // 10 * number) for number, words in enumerate(lines)]
    picture = picture_of(looks, title.card.name, title.theme)
    look = {"ink": ink, "paper": paper, "picture": picture, "initial": initial_of(title.card.name)}
    return render_template("cover.svg", size=size, lines=placed, **look)


def _lettering(name: str) -> tuple[int, list[str]]:
    """How large the name is written and its lines; what is too long for the smallest ends in an ellipsis."""
    for most, letters, size in SIZES:
        lines = textwrap.wrap(name, letters, break_long_words=False)
        if len(lines) <= most and all(len(line) <= letters for line in lines):
            return size, lines
    most, letters, size = SIZES[-1]
    return size, textwrap.wrap(name, letters, max_lines=most, placeholder=" …")


def spoken(pages: Pages, language: str, what: str, key: str) -> tuple[str, str]:
    """What is read aloud, and the language of the voice. Raises NotFound, or UnknownTitle."""
    words = pages.words(language)
    voice = language if language in pages.looks.voices else DEFAULT_LANGUAGE
    page: dict[str, Callable[[], tuple[str, str]]] = {
        "start": lambda: (words.say("start.spoken"), voice),
        "search": lambda: (words.say("search.spoken"), voice),
        "lend": lambda: (words.say("loan.spoken"), voice),
        "propose": lambda: (words.say("propose.spoken"), voice),
        "number": lambda: (words.say("number.spoken"), voice),
        "theme": lambda: (_of_theme(pages, words, key), voice),
        "band": lambda: (_of_band(pages, words, key), voice),
        "title": lambda: _of_title(pages, _title(pages, key)),
        "place": lambda: (sentence_of_place(words, _title(pages, key)), voice),
    }
    if what not in page:
        raise NotFound
    return page[what]()


def _title(pages: Pages, key: str) -> TitlePage:
    if not (key.isdecimal() and len(key) < 10):
        raise NotFound
    return pages.browsing.title(int(key))


def _of_theme(pages: Pages, words: Catalogue, key: str) -> str:
    return words.say("theme.spoken", theme=words.say(f"theme.{known_theme(pages.looks, key).key}"))


def _of_band(pages: Pages, words: Catalogue, key: str) -> str:
    ages = known_band(pages.looks, key)
    return words.say("band.spoken", first=ages.first, last=ages.last)


def _of_title(pages: Pages, title: TitlePage) -> tuple[str, str]:
    """A title is read in its own language, whichever the page is in."""
    text = f"{title.card.name}. {title.summary or ''}"
    return text, spoken_language(pages.looks, title.language, DEFAULT_LANGUAGE)
