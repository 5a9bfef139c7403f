"""What a photo for a card has to be: its size and frame, its background, what speaks against it.

Sources: Permendagri 2/2016 (2 x 3 cm, from the fifth birthday on); red behind a child of an odd birth year,
blue behind one of an even year, is what the offices do: it was not found in the regulation's text. The
thresholds are this program's own, tried on drawn and blurred faces.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from queue_core.kia.rules.age import LeapBirthday, age_on

MILLIMETRES_AN_INCH = 25.4
WHOLE = 1000
"""Shares are told in thousandths: they travel as whole numbers."""
CLOSEST = 4 * WHOLE
MOST_PIXELS = 64_000_000
"""More than a phone's camera makes; one picture takes a quarter of a gigabyte while it is read."""
FEWEST_OF_PRINTED = 0.5
"""With less than half of the pixels that are printed, a face cannot be told from another."""
BACKGROUND_SHARE = 0.7
SHARP, BLACK, WHITE_POINT = 40.0, 120, 90


class Colour(StrEnum):
    """The colours that a background may have."""

    RED = "red"
    BLUE = "blue"
    WHITE = "white"


class Background(StrEnum):
    """How a profile says which colour a child's background has."""

    BY_BIRTH_YEAR = "by_birth_year"
    RED = "red"
    BLUE = "blue"
    WHITE = "white"
    ANY = "any"


class PhotoDoubt(StrEnum):
    """What speaks against a photo; a person may keep it all the same, with a reason."""

    BACKGROUND = "background"
    COARSE = "coarse"
    BLURRED = "blurred"
    DARK = "dark"
    BRIGHT = "bright"


class Size(NamedTuple):
    """Pixels, across and down."""

    width: int
    height: int


class Frame(NamedTuple):
    """Which part of a picture is taken: how much of the spare room is left of it and above it, how close."""

    x: int = WHOLE // 2
    y: int = WHOLE // 4
    zoom: int = WHOLE


class Box(NamedTuple):
    """A part of a picture, in pixels from its upper left corner."""

    left: int
    top: int
    right: int
    bottom: int


class Measured(NamedTuple):
    """What was measured in a photo."""

    background: Colour | None
    """What most of the border is, but for the shoulders; None for another colour or a mixture."""
    sharpness: float
    """Variance of the Laplacian of its middle, in squared grey levels."""
    darkest: int
    """Grey level below which two in a hundred pixels of its middle lie."""
    brightest: int
    """Grey level above which two in a hundred lie."""
    detail: float
    """Pixels of the source for each one printed, across."""


def printed_size(width_mm: int, height_mm: int, dpi: int) -> Size:
    """How many pixels are printed."""
    return Size(round(width_mm * dpi / MILLIMETRES_AN_INCH), round(height_mm * dpi / MILLIMETRES_AN_INCH))


def crop_box(source: Size, shape: Size, frame: Frame) -> Box:
    """The part of a picture that has the shape's proportions; unzoomed, the largest one."""
    if source.width * shape.height > shape.width * source.height:
        wide, high = source.height * shape.width / shape.height, float(source.height)
    else:
        wide, high = float(source.width), source.width * shape.height / shape.width
    width = min(max(round(wide * WHOLE / frame.zoom), 1), source.width)
    height = min(max(round(high * WHOLE / frame.zoom), 1), source.height)
    left = (source.width - width) * frame.x // WHOLE
    top = (source.height - height) * frame.y // WHOLE
    return Box(left, top, left + width, top + height)


def background_for(rule: Background, born: date | None) -> Colour | None:
    """The colour that is asked for; None where any will do, or the birth date is not known."""
    if rule is Background.ANY:
        return None
    if rule is not Background.BY_BIRTH_YEAR:
        return Colour(rule)
    if born is None:
        return None
    return Colour.RED if born.year % 2 else Colour.BLUE


def colour_of(hue: float, saturation: float, value: float) -> Colour | None:
    """The colour of a pixel, told by its hue in degrees and the others from 0 to 1."""
    if value < 0.2:
        return None
    if saturation < 0.18:
        return Colour.WHITE if value > 0.7 else None
    if saturation < 0.35:
        return None
    if hue <= 20 or hue >= 335:
        return Colour.RED
    return Colour.BLUE if 185 <= hue <= 260 else None


def main_colour(counts: Mapping[Colour | None, int]) -> Colour | None:
    """The colour that most of the pixels have."""
    total = sum(counts.values())
    most = max(counts, key=lambda colour: counts[colour], default=None)
    return most if most is not None and counts[most] >= BACKGROUND_SHARE * total else None


def doubts_of(measured: Measured, asked: Colour | None) -> tuple[PhotoDoubt, ...]:
    """What speaks against a photo.

    Light is judged by the darkest and brightest parts alone, never by their mean: that would judge a skin.
    """
    found = {
        PhotoDoubt.BACKGROUND: asked is not None and measured.background is not asked,
        PhotoDoubt.COARSE: measured.detail < 1,
        PhotoDoubt.BLURRED: measured.sharpness < SHARP,
        PhotoDoubt.DARK: measured.brightest < WHITE_POINT,
        PhotoDoubt.BRIGHT: measured.darkest > BLACK,
    }
    return tuple(doubt for doubt, is_so in found.items() if is_so)


def bears_photo(born: date | None, day: date, leap: LeapBirthday, from_age: int) -> bool:
    """Whether a card of a child bears a photo on a day."""
    return born is not None and born <= day and age_on(born, day, leap) >= from_age
