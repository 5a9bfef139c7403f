"""What stands on a paper, as data: lines from top to bottom, each with a style.

It says nothing of fonts, columns or printers; `devices.printing.escpos` lays it out.
"""

from dataclasses import dataclass
from enum import StrEnum


class Style(StrEnum):
    """How a line looks, by its role."""

    heading = "heading"
    """The name on top: bold and large."""
    huge = "huge"
    """The one thing to remember, as large as the paper allows."""
    text = "text"
    """What everybody reads, without glasses."""
    small = "small"
    """What may be overlooked."""
    qr = "qr"
    """A QR code of the line's text."""
    rule = "rule"
    """A horizontal line; it has no text."""


@dataclass(frozen=True)
class Line:
    """One line of a paper; a long one runs on over several rows."""

    style: Style
    text: str = ""


Paper = tuple[Line, ...]
