"""The covers that somebody gave: as small as a page needs them, made once."""

from __future__ import annotations

import logging
from pathlib import Path

from PIL import Image, ImageOps

log = logging.getLogger(__name__)
LARGEST = (300, 400)
"""Pixels of a cover on the page."""
MOST_PIXELS = 40_000_000
"""Of a file that is opened at all: what any camera of the office makes."""
QUALITY = 50
SMALL = "small"


class Covers:
    """The folder of the covers; the small ones are in a folder of their own in it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def small(self, name: str | None) -> Path | None:
        """The cover's small picture (WebP); none for a name without a picture that can be read."""
        if not name or Path(name).name != name:
            return None
        given, small = self._folder / name, self._folder / SMALL / f"{name}.webp"
        try:
            if not small.exists() or small.stat().st_mtime_ns < given.stat().st_mtime_ns:
                _make_small(given, small)
        except (OSError, ValueError, Image.DecompressionBombError) as error:
            log.info("the cover %s cannot be shown: %s", name, error)
            return None
        return small


def _make_small(given: Path, small: Path) -> None:
    small.parent.mkdir(exist_ok=True)
    with Image.open(given) as picture:
        if picture.width * picture.height > MOST_PIXELS:
            raise ValueError("it is too large")
        picture.draft("RGB", (LARGEST[0] * 2, LARGEST[1] * 2))
        upright = ImageOps.exif_transpose(picture).convert("RGB")
    upright.thumbnail(LARGEST)
    part = small.with_suffix(".part")
    upright.save(part, "WEBP", quality=QUALITY)
    part.replace(small)
