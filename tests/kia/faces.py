"""Drawn faces before a plain background, as a camera or a phone would send them."""

from __future__ import annotations

import struct
import zlib
from functools import cache
from io import BytesIO

from PIL import Image, ImageDraw, ImageFilter, PngImagePlugin

RED, BLUE, GREEN = (190, 30, 40), (40, 80, 190), (40, 150, 60)
PLACE = b"PLACE-OF-THE-FAMILY"
"""Planted wherever a picture can hold words."""


@cache
def face(background: tuple[int, int, int] = RED, size: tuple[int, int] = (640, 480)) -> Image.Image:
    """A head with hair and eyes, over shoulders, with the grain of a sensor."""
    large = Image.new("RGB", size, background)
    pen, (width, height) = ImageDraw.Draw(large), size
    unit, middle = height / 12, width / 2

    def oval(across: float, down: float, wide: float, high: float, colour: str) -> None:
        x, y = middle + across * unit, down * unit
        pen.ellipse((x - wide * unit, y - high * unit, x + wide * unit, y + high * unit), fill=colour)

    oval(0, 12, 3.6, 3.4, "white")
    oval(0, 5.2, 2.3, 3.0, "#1c1410")
    oval(0, 6.0, 2.0, 2.6, "#b5825c")
    for side in (-0.8, 0.8):
        oval(side, 5.6, 0.35, 0.2, "white")
        oval(side, 5.6, 0.14, 0.16, "black")
        oval(side, 5.1, 0.5, 0.08, "#1c1410")
    oval(0, 6.6, 0.2, 0.15, "#8f5f41")
    oval(0, 7.4, 0.7, 0.15, "#8c3a3a")
    grain = Image.effect_noise(size, 12).convert("RGB")
    return Image.blend(large, grain, 0.04)


def jpeg(picture: Image.Image, **how: object) -> bytes:
    """The picture as a JPEG."""
    written = BytesIO()
    picture.save(written, "JPEG", quality=90, **how)
    return written.getvalue()


def png(picture: Image.Image, **how: object) -> bytes:
    """The picture as a PNG."""
    written = BytesIO()
    picture.save(written, "PNG", **how)
    return written.getvalue()


def blurred(picture: Image.Image) -> Image.Image:
    """Out of focus."""
    return picture.filter(ImageFilter.GaussianBlur(picture.height / 60))


def told_all(picture: Image.Image) -> bytes:
    """A JPEG that tells where it was taken in every way that a JPEG can."""
    exif = Image.Exif()
    exif[0x010E], exif[0x0112] = PLACE.decode(), 6
    exif.get_ifd(0x8825).update(
        {1: "S", 2: (7.0, 25.0, 33.0), 3: "E", 4: (109.0, 17.0, 8.0), 29: PLACE.decode()}
    )
    return jpeg(picture, exif=exif, comment=PLACE, xmp=b"<x>" + PLACE, icc_profile=PLACE) + PLACE


def told_all_png(picture: Image.Image) -> bytes:
    """A PNG with words in it."""
    words = PngImagePlugin.PngInfo()
    words.add_text("Comment", PLACE.decode())
    words.add_itxt("XML:com.adobe.xmp", PLACE.decode())
    return png(picture, pnginfo=words)


def claims(width: int, height: int) -> bytes:
    """A PNG of a few bytes that says it has so many pixels."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", head)
        + _chunk(b"IDAT", zlib.compress(b"0"))
        + _chunk(b"IEND", b"")
    )


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
