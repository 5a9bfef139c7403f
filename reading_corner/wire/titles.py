"""What a page is told of titles."""

from __future__ import annotations

from datetime import datetime

from queue_core.foundation.toml_model import Frozen
from reading_corner.rules.looks import Band


class Card(Frozen):
    """A title as it stands among others: its picture is at /covers/ID."""

    id: int
    name: str
    authors: tuple[str, ...] = ()
    age_from: int | None = None
    age_to: int | None = None
    pages: int | None = None


class Findings(Frozen):
    """What a search found, the best first."""

    hits: tuple[Card, ...] = ()
    suggestions: tuple[str, ...] = ()
    """Words of the hits that the last word may become."""
    corrections: tuple[str, ...] = ()
    """Words of the hits that were meant, where what was typed is nowhere."""


class Fitting(Frozen):
    """What a number of the queue is told, and the titles that fit into its wait."""

    told: str = ""
    hits: tuple[Card, ...] = ()


class Start(Frozen):
    """What a child begins with: only what leads to a title."""

    themes: tuple[str, ...]
    bands: tuple[Band, ...]


class Cards(Frozen):
    """A page of covers; `out` are the ids of those that somebody is reading now."""

    cards: tuple[Card, ...]
    out: tuple[int, ...] = ()
    more: bool = False


class Listed(Frozen):
    """A title as a feed lists it."""

    card: Card
    changed_at: datetime
    summary: str | None
    language: str | None


class Place(Frozen):
    """Where a title stands; `paint` is the colour of its shelf as #rrggbb."""

    stands: bool
    has_copies: bool
    colour: str | None = None
    paint: str | None = None
    location: str | None = None
    call_number: str | None = None


class TitlePage(Frozen):
    """One title. `cover` names its picture's file; without one, it is drawn from theme and name."""

    card: Card
    theme: str
    bands: tuple[Band, ...]
    summary: str | None
    language: str | None
    cover: str | None
    place: Place
