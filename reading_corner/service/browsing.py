"""The shelf as a child walks along it: themes and ages as pictures, covers, one title and where it stands."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from datetime import date
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import Connection, Row

from reading_corner.errors import UnknownTitle
from reading_corner.rules.audience import Audience
from reading_corner.rules.looks import Band, Looks, Theme, bands_of, colour_of, theme_of
from reading_corner.rules.pace import Length, fitting
from reading_corner.rules.turns import turns
from reading_corner.service.finding import cards
from reading_corner.store import browsing as store
from reading_corner.store import titles
from reading_corner.store.shelf import Shelf
from reading_corner.wire.titles import Card, Cards, Listed, Place, Start, TitlePage

CHILDREN = Audience.CHILDREN
Known = TypeVar("Known")
COVERS_A_PAGE, LISTED_A_PAGE = 12, 50
MOST_LOOKED_AT = 500
"""Titles that fit, or may have a day, of which it is asked whether a copy is there."""


class Walk:
    """The ids of all titles for children by theme and by age, and how long each is."""

    def __init__(self, looks: Looks, rows: Sequence[Row[Any]]) -> None:
        self.by_theme: dict[str, list[int]] = {}
        self.by_band: dict[str, list[int]] = {}
        self.lengths = {row.id: Length(row.pages, row.age_from, row.age_to) for row in rows}
        for row in rows:
            theme = theme_of(looks, row.name, row.ddc, [row.subjects or ""])
            self.by_theme.setdefault(theme.key, []).append(row.id)
            for band in bands_of(looks, row.age_from, row.age_to):
                self.by_band.setdefault(band.key, []).append(row.id)


class Browsing:
    """What the child's pages show. To a child it knows no title that is not for children."""

    def __init__(self, shelf: Shelf, looks: Looks) -> None:
        self._shelf = shelf
        self._looks = looks
        self._lock = threading.Lock()
        self._kept: tuple[tuple[Any, ...], Walk] = ((), Walk(looks, ()))

    def start(self) -> Start:
        """The themes and ages that lead to at least one title."""
        walk = self._shelf.read(self._walk)
        return Start(
            themes=tuple(theme.key for theme in self._looks.themes if theme.key in walk.by_theme),
            bands=tuple(band for band in self._looks.bands if band.key in walk.by_band),
        )

    def theme(self, key: str, page: int) -> Cards:
        """A page of the covers of a theme. Raises UnknownTitle when nothing is there."""
        return self._shelf.read(lambda c: self._page(c, self._walk(c).by_theme.get(key, ()), page))

    def band(self, key: str, page: int) -> Cards:
        """A page of the covers for an age. Raises UnknownTitle when nothing is there."""
        return self._shelf.read(lambda c: self._page(c, self._walk(c).by_band.get(key, ()), page))

    def fitting(self, minutes: int, age: int | None) -> tuple[Card, ...]:
        """Titles on the shelf now that can be read in these minutes, those that fill them best first."""
        return self._shelf.read(lambda connection: self._fitting(connection, minutes, age))

    def listed(self, page: int) -> tuple[tuple[Listed, ...], bool]:
        """A page of all titles by name, and whether there is more."""
        return self._shelf.read(lambda connection: self._listed(connection, page))

    def told(self, ids: Sequence[int]) -> tuple[Listed, ...]:
        """These titles, in this order."""
        return self._shelf.read(lambda connection: _told(connection, ids))

    def of_the_day(self, day: date) -> TitlePage | None:
        """The title whose turn it is, or who stands in for it; None where no copy is at hand."""
        return self._shelf.read(lambda connection: self._of_the_day(connection, day))

    def at_hand(self, title_id: int) -> TitlePage | None:
        """The title, as long as it is for children and has a copy on the shelf, or one that is read here."""
        return self._shelf.read(lambda connection: self._at_hand(connection, [title_id]))

    def title(self, title_id: int, audience: Audience = CHILDREN) -> TitlePage:
        """One title, with its places on the shelf. Raises UnknownTitle, also where the audience sees none."""
        return self._shelf.read(lambda connection: self._title(connection, title_id, audience))

    def _walk(self, connection: Connection) -> Walk:
        stamp = store.stamp(connection, CHILDREN)
        with self._lock:
            if self._kept[0] != stamp:
                self._kept = (stamp, Walk(self._looks, store.in_brief(connection, CHILDREN)))
            return self._kept[1]

    def _page(self, connection: Connection, ids: Sequence[int], page: int) -> Cards:
        some = ids[page * COVERS_A_PAGE : (page + 1) * COVERS_A_PAGE]
        shown = cards(connection, CHILDREN, some)
        if not shown:
            raise UnknownTitle
        away = store.away(connection, some)
        more = len(ids) > (page + 1) * COVERS_A_PAGE
        return Cards(cards=shown, out=tuple(one for one in some if one in away), more=more)

    def _fitting(self, connection: Connection, minutes: int, age: int | None) -> tuple[Card, ...]:
        fit = fitting(self._walk(connection).lengths, minutes, age)
        there = store.standing(connection, fit[:MOST_LOOKED_AT])
        return cards(connection, CHILDREN, [one for one in fit if one in there][:COVERS_A_PAGE])

    def _listed(self, connection: Connection, page: int) -> tuple[tuple[Listed, ...], bool]:
        ids = list(self._walk(connection).lengths)
        some = ids[page * LISTED_A_PAGE : (page + 1) * LISTED_A_PAGE]
        return _told(connection, some), len(ids) > (page + 1) * LISTED_A_PAGE

    def _of_the_day(self, connection: Connection, day: date) -> TitlePage | None:
        places = list(islice(turns(day, store.how_many(connection, CHILDREN)), MOST_LOOKED_AT))
        ids = store.at_places(connection, CHILDREN, places)
        return self._at_hand(connection, [ids[place] for place in places])

    def _at_hand(self, connection: Connection, ids: Sequence[int]) -> TitlePage | None:
        """The first of these titles of which a copy is at hand."""
        here = store.at_hand(connection, CHILDREN, ids)
        return next((self._title(connection, one, CHILDREN) for one in ids if one in here), None)

    def _title(self, connection: Connection, title_id: int, audience: Audience) -> TitlePage:
        rows = titles.rows(connection, audience, [title_id])
        if not rows:
            raise UnknownTitle
        row, copies = rows[0], store.copies(connection, title_id)
        subjects = titles.topics(connection, [title_id]).get(title_id, ())
        place = next((one for one in copies if one.loan_id is None), None)
        colour = colour_of(self._looks, row.colour)
        return TitlePage(
            card=cards(connection, audience, [title_id])[0],
            theme=theme_of(self._looks, row.name, row.ddc, subjects).key,
            bands=bands_of(self._looks, row.age_from, row.age_to),
            summary=row.summary,
            language=row.language,
            cover=row.cover,
            place=Place(
                stands=place is not None,
                has_copies=bool(copies),
                colour=colour.key if colour else None,
                paint=colour.paint if colour else None,
                location=place.location if place else None,
                call_number=(place.call_number if place else None) or row.call_number,
            ),
        )


def _told(connection: Connection, ids: Sequence[int]) -> tuple[Listed, ...]:
    shown = {card.id: card for card in cards(connection, CHILDREN, ids)}
    rows = titles.rows(connection, CHILDREN, ids)
    return tuple(
        Listed(card=shown[row.id], changed_at=row.changed_at, summary=row.summary, language=row.language)
        for row in rows
    )


def known_theme(looks: Looks, key: str) -> Theme:
    """The theme of this key. Raises UnknownTitle."""
    return _only([theme for theme in looks.themes if theme.key == key])


def known_band(looks: Looks, key: str) -> Band:
    """The ages of this key. Raises UnknownTitle."""
    return _only([band for band in looks.bands if band.key == key])


def _only(found: Sequence[Known]) -> Known:
    if not found:
        raise UnknownTitle
    return found[0]
