"""The book of the day as boards get it: the title whose turn it is, with a cover as small as theirs."""

from __future__ import annotations

import base64
import io
from collections.abc import Callable
from datetime import date
from pathlib import Path

from flask import Flask
from PIL import Image

from queue_core.tickets.wire.corner import LONGEST_PICTURE, BookOfTheDay, Colour, ColouredShelf, ShownBook
from reading_corner.routes.media import drawn
from reading_corner.service.browsing import Browsing
from reading_corner.service.covers import Covers
from reading_corner.service.looks import read_looks
from reading_corner.wire.titles import Place, TitlePage

SIZE = (120, 160)
"""Pixels of a given cover on a board: twice what a television of 1080 lines shows."""
QUALITY = 40
MOST_AUTHORS, MOST_SIGNS = 3, 200


class BookOfDays:
    """Looks up the title of a day; `app` is the program's own, whose template draws covers."""

    def __init__(self, app: Flask, browsing: Browsing, covers: Covers, today: Callable[[], date]) -> None:
        self._app = app
        self._browsing = browsing
        self._covers = covers
        self._today = today
        self._kept: tuple[date, int] | None = None

    def shown(self) -> ShownBook:
        """What the boards shall show today: the same title all day, as long as it is at hand."""
        day = self._today()
        title = self._kept_on(day) or self._browsing.of_the_day(day)
        self._kept = None if title is None else (day, title.card.id)
        return ShownBook(book=None if title is None else self._told(title))

    def _kept_on(self, day: date) -> TitlePage | None:
        """The title that was shown before on this day."""
        kept_day, title_id = self._kept or (None, 0)
        return self._browsing.at_hand(title_id) if kept_day == day else None

    def _told(self, title: TitlePage) -> BookOfTheDay:
        authors = [author[:MOST_SIGNS] for author in title.card.authors if author]
        return BookOfTheDay(
            name=title.card.name[:MOST_SIGNS],
            authors=tuple(authors[:MOST_AUTHORS]),
            shelf=_shelf(title.place),
            cover=self._cover(title),
        )

    def _cover(self, title: TitlePage) -> str | None:
        """The cover that was given, else the one that is drawn; none where it is too large for a board."""
        given = self._covers.small(title.cover)
        if given is not None:
            return _fitting("webp", _tiny(given))
        with self._app.app_context():
            return _fitting("svg+xml", drawn(read_looks(), title).encode())


def _shelf(place: Place) -> ColouredShelf | None:
    if place.colour is None or place.paint is None:
        return None
    return ColouredShelf(colour=Colour(place.colour), paint=place.paint)


def _tiny(given: Path) -> bytes:
    made = io.BytesIO()
    with Image.open(given) as picture:
        picture.thumbnail(SIZE)
        picture.save(made, "WEBP", quality=QUALITY)
    return made.getvalue()


def _fitting(kind: str, content: bytes) -> str | None:
    address = f"data:image/{kind};base64,{base64.b64encode(content).decode()}"
    return address if len(address) <= LONGEST_PICTURE else None
