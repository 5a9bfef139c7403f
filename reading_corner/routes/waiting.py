"""How long a number still waits and titles that fit into that; and the page on which one borrows."""

from __future__ import annotations

from string import ascii_lowercase, digits

from flask import Blueprint, Flask, Response, request, url_for

from queue_core.foundation.messages import Catalogue
from queue_core.foundation.toml_model import Frozen
from queue_core.web.answers import answer
from reading_corner.errors import PageNeedsCore
from reading_corner.routes.browsing import LONGEST_TYPED, Pages, clip_of
from reading_corner.routes.lending import LendingDesk
from reading_corner.rules.calling import NOTHING_KNOWN, NumberNow, Standing
from reading_corner.rules.readers import TicketNumber, TicketPage, scanned
from reading_corner.service.browsing import Browsing
from reading_corner.wire.titles import Fitting

SHORT = 10
"""Minutes of a book that is offered while nobody knows how long the wait is."""
OLDEST = 120
LOAN = "loan."
"""How the keys of the sentences about loans begin."""


class Asked(Frozen):
    """What is asked of a number: in a body, since it may be a card's number or the key of a slip."""

    typed: str
    language: str
    age: int | None = None


def add_waiting(app: Flask, pages: Pages, desk: LendingDesk) -> None:
    """Adds the page of one's number, typed or scanned from the slip, and that of loans."""
    routes = Blueprint("waiting", __name__)

    @routes.get("/<language>/number")
    def own(language: str) -> Response:
        source = url_for("waiting.fitting")
        given = {"letters": ascii_lowercase + digits, "source": source, "method": "POST"}
        heading, clip = pages.words(language).say("number.offer"), clip_of(language, "number")
        return pages.page("number", language, heading, clip=clip, bands=pages.looks.bands, **given)

    @routes.get("/<language>/lend")
    def lend(language: str) -> Response:
        words = pages.words(language)
        sentences = {
            key.removeprefix(LOAN): text for key, text in words.sentences.items() if key.startswith(LOAN)
        }
        given = {"letters": ascii_lowercase + digits, "sentences": sentences}
        return pages.page("lend", language, words.say("loan.offer"), clip=clip_of(language, "lend"), **given)

    @routes.post("/api/fitting")
    def fitting() -> Response:
        asked = Asked.model_validate_json(request.get_data())
        words = pages.words(asked.language)
        reader = asked.age if asked.age is not None and 0 <= asked.age <= OLDEST else None
        now = _number_now(desk, asked.typed[:LONGEST_TYPED])
        return answer(titles_for(words, pages.browsing, now, reader) if now else Fitting())

    app.register_blueprint(routes)


def _number_now(desk: LendingDesk, typed: str) -> NumberNow | None:
    """How what was typed or scanned stands; none for what is no number of today."""
    match scanned(typed):
        case TicketNumber(number):
            return desk.number(number)
        case TicketPage(key):
            try:
                number_of_page = desk.lending.readers.office.number_of_page(key)
            except PageNeedsCore:
                return NOTHING_KNOWN
            return desk.number(number_of_page) if number_of_page else None
        case _:
            return None


def titles_for(words: Catalogue, browsing: Browsing, now: NumberNow, age: int | None) -> Fitting:
    """What a number is told, and the titles that it has time for."""
    if now.standing is not Standing.WAITING:
        return Fitting(told=_told(words, now))
    if now.half is None:
        return Fitting(told=words.say("number.some_time"), hits=browsing.fitting(SHORT, age))
    return Fitting(told=words.say("number.waiting", half=now.half), hits=browsing.fitting(now.half, age))


def _told(words: Catalogue, now: NumberNow) -> str:
    if now.standing is Standing.CALLED and now.counter is None:
        return words.say("number.called_there")
    return words.say(f"number.{now.standing}", counter=now.counter)
