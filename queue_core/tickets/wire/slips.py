"""A slip with blanks, as the core hands it over ahead: a kiosk fills it in while the core is away."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from queue_core.foundation.toml_model import Frozen
from queue_core.tickets.wire.tickets import SlipLine


class Blank(StrEnum):
    """What is not known ahead."""

    NUMBER = "number"
    SERVICE = "service"
    WHEN = "when"
    """The instant of issue; the line's text is its pattern (Unicode LDML, in local time)."""
    PAGE = "page"


class BlankLine(Frozen):
    """One line of a slip: what it says, or what has to be filled in."""

    style: str
    text: str = ""
    blank: Blank | None = None

    def filled_in(self, words: Mapping[Blank, str]) -> SlipLine:
        """The line as it is printed."""
        return SlipLine(style=self.style, text=self.text if self.blank is None else words[self.blank])
