"""A ticket number in letters of blocks, as large as its place allows: to be read from across the counter."""

from __future__ import annotations

import re

from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.widget import Widget

ROWS, COLUMNS = 5, 3
GLYPHS = {
    glyph: tuple(int(row) for row in rows)
    for glyph, rows in zip(
        "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ",
        re.findall(
            r"[0-7]{5}",
            "75557 26227 71747 71717 55711 74717 74757 71122 75757 75717 "
            "25755 65656 34443 65556 74747 74744 74557 55755 72227 11157 55655 44447 57755 "
            "65555 25552 75744 25563 65655 34216 72222 55557 55552 55775 55255 55222 71247",
        ),
        strict=True,
    )
}
"""Five rows of three dots, each row an octal digit."""
DOT_COLUMNS = 2
"""A character cell is about twice as high as it is wide."""


def dots(number: str, row: int) -> str:
    """One row of the number, a character a dot, a gap between the letters."""
    return " ".join(f"{GLYPHS[glyph][row]:03b}" for glyph in number).replace("0", " ").replace("1", "█")


def picture(number: str, scale: int) -> str:
    """The number in block letters; scale 1 is five rows high."""
    wide = DOT_COLUMNS * scale
    rows = ("".join(dot * wide for dot in dots(number, row)).rstrip() for row in range(ROWS))
    return "\n".join(row for row in rows for _ in range(scale))


def largest_scale(number: str, size: Size) -> int:
    """The largest scale at which the number fits; 0 when even the smallest does not."""
    columns = (len(number) * (COLUMNS + 1) - 1) * DOT_COLUMNS
    return min(size.width // max(columns, 1), size.height // ROWS)


class BigNumber(Widget):
    """One ticket number; nothing while it is empty."""

    number: reactive[str] = reactive("")

    def render(self) -> Content:
        """The blocks, or plain letters where there is no room."""
        if not self.number or any(glyph not in GLYPHS for glyph in self.number):
            return Content(self.number)
        scale = largest_scale(self.number, self.content_size)
        return Content(picture(self.number, scale) if scale else self.number)
