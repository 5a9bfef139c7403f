"""The covers that somebody gave: as small as a page needs them, made once."""

from __future__ import annotations

import hashlib
import logging
import struct
from io import BytesIO
from pathlib import Path
from typing import Literal

from PIL import Image, ImageOps

from reading_corner.errors import CoverUnreadable

log = logging.getLogger(__name__)
Kind = Literal["webp", "jpeg"]
"""WebP for a browser; JPEG for readers of electronic books."""
LARGEST = (300, 400)
"""Pixels of a cover on the page."""
MOST_PIXELS = 40_000_000
"""Of a JPEG that is opened at all: what any camera of the office makes."""
JPEGS = ("JPEG", "MPO")
"""A telephone's photo with a second picture in it, of depth or light, calls itself MPO."""
MOST_PIXELS_UNPACKED = 12_000_000
"""Of any other picture: it is unpacked whole before it is made small."""
UNREADABLE = (
    OSError,
    EOFError,
    ValueError,
    SyntaxError,
    IndexError,
    KeyError,
    TypeError,
    struct.error,
    Image.DecompressionBombError,
)
"""What the library's readers raise for damage; the most are caught by itself only while it opens a file."""
MOST_FAILED = 1_000
QUALITY: dict[Kind, int] = {"webp": 50, "jpeg": 75}
SMALL = "small"
KEPT, QUALITY_KEPT = (600, 800), 80
"""Pixels and quality in which a keeper's picture is kept: what any page may need of it."""
TAKEN = ("JPEG", "PNG", "WEBP")
"""What a keeper may give: what cameras and browsers make."""
SIGNS_OF_NAME = 24


class Covers:
    """The folder of the covers; the small ones are in a folder of their own in it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._failed: dict[str, int] = {}

    def small(self, name: str | None, kind: Kind = "webp") -> Path | None:
        """The cover's small picture; none for a name without a picture that can be read."""
        if not name or Path(name).name != name:
            return None
        given, small = self._folder / name, self._folder / SMALL / f"{name}.{kind}"
        try:
            changed = given.stat().st_mtime_ns
            if self._failed.get(name) == changed:
                return None
            return self._made(given, small, kind, changed)
        except (OSError, ValueError) as error:  # or a name that no file can have
            log.info("the cover %s cannot be shown: %s", name, error)
            return None

    def take(self, content: bytes) -> str:
        """Keeps a picture that a keeper gives, upright and without what its camera noted; its name in here.

        The same picture again is the same name. Raises CoverUnreadable.
        """
        name = f"{hashlib.sha256(content).hexdigest()[:SIGNS_OF_NAME]}.webp"
        try:
            upright = _upright(BytesIO(content), KEPT, TAKEN)
        except UNREADABLE:
            raise CoverUnreadable from None
        self._folder.mkdir(parents=True, exist_ok=True)
        part = self._folder / f"{name}.part"
        upright.save(part, "webp", quality=QUALITY_KEPT)
        part.replace(self._folder / name)
        return name

    def _made(self, given: Path, small: Path, kind: Kind, changed: int) -> Path | None:
        """The small picture; what cannot be read is remembered until its file changes."""
        if small.exists() and small.stat().st_mtime_ns >= changed:
            return small
        try:
            upright = _upright(given)
        except UNREADABLE as error:
            log.info("the cover %s cannot be shown: %s", given.name, error)
            if len(self._failed) >= MOST_FAILED:
                self._failed.clear()
            self._failed[given.name] = changed
            return None
        small.parent.mkdir(exist_ok=True)
        part = small.with_name(f"{small.name}.part")
        upright.save(part, kind, quality=QUALITY[kind])
        part.replace(small)
        return small


def _upright(
    given: Path | BytesIO, largest: tuple[int, int] = LARGEST, formats: tuple[str, ...] | None = None
) -> Image.Image:
    """The picture at the size of a cover. Raises one of UNREADABLE."""
    with Image.open(given, formats=formats) as picture:
        most = MOST_PIXELS if picture.format in JPEGS else MOST_PIXELS_UNPACKED
        if picture.width * picture.height > most:
            raise ValueError("it is too large")
        picture.draft("RGB", (largest[0] * 2, largest[1] * 2))
        upright = ImageOps.exif_transpose(picture).convert("RGB")
    upright.thumbnail(largest)
    return upright
