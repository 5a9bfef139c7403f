"""Letters in a box: shrunk until they fit in one line, else wrapped, else cut with an ellipsis.

The font is Source Sans Pro (OFL), which has all accents of Latin letters; no font of the system is needed.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from font_source_sans_pro import SourceSansProBold, SourceSansProSemibold
from PIL import Image, ImageDraw, ImageFont

from devices.cards.layout import Align, Weight

ELLIPSIS = "…"
_FILES = {Weight.regular: SourceSansProSemibold, Weight.bold: SourceSansProBold}
"""Semibold stands for regular: a card printer's ribbon loses thin strokes."""


class Room(NamedTuple):
    """A box in dots, and how many lines it may have."""

    width: int
    height: int
    lines: int


@dataclass(frozen=True)
class Setting:
    """A text as it is set: its lines in letters of this size in dots."""

    lines: tuple[str, ...]
    font: ImageFont.FreeTypeFont

    @property
    def line_height(self) -> int:
        """Dots from one base line to the next."""
        return sum(self.font.getmetrics())

    def width(self) -> float:
        """Dots of the longest line."""
        return max((_width(self.font, line) for line in self.lines), default=0)

    def fits(self, room: Room) -> bool:
        """Whether it lies within the room."""
        count = len(self.lines)
        return count <= room.lines and count * self.line_height <= room.height and self.width() <= room.width


def set_text(text: str, room: Room, weight: Weight, largest: int, smallest: int) -> Setting:
    """The text as it is set into this room, with letters from `largest` to `smallest` dots."""
    words = text.split()
    sizes = range(largest, smallest - 1, -1)

    def in_one_line(size: int) -> Setting:
        return Setting((" ".join(words),), load_font(weight, size))

    def wrapped(size: int) -> Setting:
        return Setting(tuple(_wrap(words, load_font(weight, size), room.width)), load_font(weight, size))

    for way in (in_one_line, wrapped)[: room.lines]:
        if found := _largest(sizes, way, room):
            return found
    return _cut(words, load_font(weight, smallest), room)


def _largest(sizes: range, at: Callable[[int], Setting], room: Room) -> Setting | None:
    """The setting in the largest letters that fits; the sizes fall, and most texts fit in the first."""
    if (first := at(sizes[0])).fits(room):
        return first
    found = bisect_left(sizes, True, key=lambda size: at(size).fits(room))
    return at(sizes[found]) if found < len(sizes) else None


def draw_text(setting: Setting, room: Room, align: Align) -> Image.Image:
    """The box as a grey image, black on white: centred from top to bottom, and nothing of it outside."""
    box = Image.new("L", (room.width, room.height), 255)
    pen = ImageDraw.Draw(box)
    ascent, _ = setting.font.getmetrics()
    top = (room.height - len(setting.lines) * setting.line_height) // 2
    for number, line in enumerate(setting.lines):
        left, _, right, _ = setting.font.getbbox(line, anchor="ls")
        spare = room.width - (right - left)
        start = {Align.left: 0.0, Align.middle: spare // 2, Align.right: spare}[align] - left
        pen.text((start, top + ascent + number * setting.line_height), line, 0, setting.font, anchor="ls")
    return box


def _cut(words: list[str], font: ImageFont.FreeTypeFont, room: Room) -> Setting:
    fitting = max(1, min(room.lines, room.height // sum(font.getmetrics())))
    lines = list(_wrap(words, font, room.width)) if fitting > 1 else [" ".join(words)]
    last = " ".join(lines[fitting - 1 :])
    return Setting((*lines[: fitting - 1], _shorten(last, font, room.width)), font)


def _shorten(line: str, font: ImageFont.FreeTypeFont, width: int) -> str:
    if _width(font, line) <= width:
        return line
    return line[: _fitting(line, font, width, ELLIPSIS)].rstrip() + ELLIPSIS


def _wrap(words: list[str], font: ImageFont.FreeTypeFont, width: int) -> Iterator[str]:
    """Lines of whole words; a word that is longer than a line is broken where the line ends."""
    line = ""
    for word in words:
        longer = f"{line} {word}".lstrip()
        if _width(font, longer) <= width:
            line = longer
            continue
        if line:
            yield line
        *broken, line = _break(word, font, width)
        yield from broken
    if line:
        yield line


def _break(word: str, font: ImageFont.FreeTypeFont, width: int) -> Iterator[str]:
    while len(word) > 1 and _width(font, word) > width:
        end = max(1, _fitting(word, font, width))
        yield word[:end]
        word = word[end:]
    yield word


def _fitting(text: str, font: ImageFont.FreeTypeFont, width: int, ending: str = "") -> int:
    """How many of its first letters, with the ending, are no wider than this."""
    lengths = range(1, len(text))
    return bisect_left(lengths, True, key=lambda length: _width(font, text[:length] + ending) > width)


def _width(font: ImageFont.FreeTypeFont, line: str) -> float:
    left, _, right, _ = font.getbbox(line, anchor="ls")
    return right - left


@lru_cache(maxsize=256)
def load_font(weight: Weight, size: int) -> ImageFont.FreeTypeFont:
    """The font with letters of this size in dots."""
    return ImageFont.truetype(_FILES[weight], size)
