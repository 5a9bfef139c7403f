"""A picture in a terminal: two pixels a cell, as the upper half of a block on a ground of the lower one."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from rich.color import Color
from rich.style import Style
from rich.text import Text

from queue_core.kia.rules.photo import MOST_PIXELS, Frame, Size, crop_box

if TYPE_CHECKING:
    from PIL.Image import Image

UPPER_HALF = "▀"
LONGEST_SIDE = 1200
"""Pixels that are kept for previews; the core reads the picture itself."""


def decoded(data: bytes) -> Image | None:
    """The picture upright and small; None for one that cannot be shown: why, the core tells."""
    from PIL import Image, ImageOps  # slow to load: the console is there before

    try:
        picture = Image.open(BytesIO(data), formats=("JPEG", "PNG"))
        if picture.width * picture.height > MOST_PIXELS:
            return None
        picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        return ImageOps.exif_transpose(picture).convert("RGB")
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return None


def half_blocks(picture: Image, shape: Size, frame: Frame, room: Size) -> Text:
    """The part of a picture in the frame, as large as the room of so many columns and lines allows."""
    height = min(2 * room.height, room.width * shape.height // shape.width) // 2 * 2
    width = max(height * shape.width // shape.height, 1)
    cut = picture.crop(crop_box(Size(*picture.size), shape, frame))
    small = cut.resize((width, max(height, 2))).tobytes()
    lines = [small[start : start + 3 * width] for start in range(0, len(small), 3 * width)]
    shown = Text(no_wrap=True, end="")
    for upper, lower in zip(lines[::2], lines[1::2], strict=True):
        for at in range(0, 3 * width, 3):
            front, ground = (Color.from_rgb(*line[at : at + 3]) for line in (upper, lower))
            shown.append(UPPER_HALF, Style(color=front, bgcolor=ground))
        shown.append("\n")
    return shown
