"""What a page is told of titles."""

from __future__ import annotations

from queue_core.foundation.toml_model import Frozen


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
