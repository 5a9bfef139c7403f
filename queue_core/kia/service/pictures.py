"""Turns the bytes of a picture into what the office keeps, or says why not.

What a picture is, its content says: never its name or declared type. Everything but the pixels is left
behind: place, time, owner, comments, preview. Slow: the caller runs this beside the event loop.
"""

from __future__ import annotations

import logging
import struct
import zlib
from collections import Counter
from io import BytesIO
from math import ceil
from typing import NamedTuple

from PIL import Image, ImageFilter, ImageOps, ImageStat, UnidentifiedImageError

from queue_core.kia.errors.pictures import (
    NotAPicture,
    PictureDamaged,
    PictureMoves,
    PictureTooLarge,
    PictureTooSmall,
)
from queue_core.kia.rules.photo import (
    FEWEST_OF_PRINTED,
    MOST_PIXELS,
    Box,
    Colour,
    Frame,
    Measured,
    Size,
    colour_of,
    crop_box,
    main_colour,
)

logging.getLogger("PIL").setLevel(logging.INFO)  # below, it repeats where a picture was taken
KINDS = ("JPEG", "PNG")
WITH_A_SECOND = "MPO"
"""The JPEG of a phone that keeps another picture behind the first: nothing moves in it."""
BEGINNINGS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")
DAMAGE = (OSError, SyntaxError, ValueError, TypeError, LookupError, EOFError, struct.error, zlib.error)
"""What Pillow's decoders raise for a picture that is cut off or spoiled."""
ORIENTATION, FIRST_LYING = 0x0112, 5
QUALITY, PAGE_QUALITY = 92, 85
SMALLEST_PAGE = 200
"""Pixels: a page of fewer cannot be read."""
MEASURED_AT = (200, 300)
LAPLACIAN = ImageFilter.Kernel((3, 3), (0, 1, 0, 1, -4, 1, 0, 1, 0), scale=1, offset=128)
OUTERMOST = 0.02


class Portrait(NamedTuple):
    """A photo as it is kept, and what was measured in it."""

    jpeg: bytes
    measured: Measured


def portrait(data: bytes, size: Size, dpi: int, frame: Frame) -> Portrait:
    """The part of a picture in the frame as a JPEG of this size.

    Raises NotAPicture, PictureDamaged, PictureMoves, PictureTooLarge or PictureTooSmall.
    """
    source = _opened(data)
    try:
        upright = _upright_size(source)
        detail = _width(crop_box(upright, size, frame)) / size.width
        if detail < FEWEST_OF_PRINTED:
            raise PictureTooSmall(f"{upright.width} x {upright.height} pixels are too few for this part.")
        if detail > 1:  # a JPEG is read at half its size, or less, where that is enough
            source.draft(None, Size(ceil(source.width / detail), ceil(source.height / detail)))
        turned = ImageOps.exif_transpose(source)
        cut = turned.crop(crop_box(Size(*turned.size), size, frame))
        small = _plain(cut).resize(size, Image.Resampling.LANCZOS)
    except DAMAGE:
        raise PictureDamaged from None
    return Portrait(_jpeg(small, QUALITY, dpi), _measured(small, detail))


def page(data: bytes) -> bytes:
    """A scanned page as a JPEG of its own size.

    Raises NotAPicture, PictureDamaged, PictureMoves, PictureTooLarge or PictureTooSmall.
    """
    source = _opened(data)
    if min(source.size) < SMALLEST_PAGE:
        raise PictureTooSmall(f"A page needs {SMALLEST_PAGE} pixels each way.")
    try:
        return _jpeg(_plain(ImageOps.exif_transpose(source)), PAGE_QUALITY, None)
    except DAMAGE:
        raise PictureDamaged from None


def _opened(data: bytes) -> Image.Image:
    """The picture with its head read, and nothing decoded that is too large."""
    try:
        source = Image.open(BytesIO(data), formats=KINDS)
    except Image.DecompressionBombError:
        raise _too_large() from None
    except UnidentifiedImageError:
        raise (PictureDamaged if data.startswith(BEGINNINGS) else NotAPicture) from None
    except DAMAGE:
        raise PictureDamaged from None
    if source.width * source.height > MOST_PIXELS:
        raise _too_large()
    if source.format != WITH_A_SECOND and getattr(source, "is_animated", False):
        raise PictureMoves
    return source


def _too_large() -> PictureTooLarge:
    return PictureTooLarge(f"More than {MOST_PIXELS // 1_000_000} million pixels are not read.")


def _upright_size(source: Image.Image) -> Size:
    lies = source.getexif().get(ORIENTATION, 1) >= FIRST_LYING
    return Size(source.height, source.width) if lies else Size(source.width, source.height)


def _width(box: Box) -> int:
    return box.right - box.left


def _plain(picture: Image.Image) -> Image.Image:
    """Red, green and blue: what is transparent lies on white, printers' colours (CMYK) are converted."""
    if picture.mode.startswith("I;16"):
        picture = picture.point(lambda level: level / 256).convert("L")
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    ground = Image.new("RGBA", picture.size, "white")
    return Image.alpha_composite(ground, picture.convert("RGBA")).convert("RGB")


def _jpeg(picture: Image.Image, quality: int, dpi: int | None) -> bytes:
    picture.info.clear()  # else a comment and XMP would come along
    written = BytesIO()
    picture.save(written, "JPEG", quality=quality, dpi=(dpi, dpi) if dpi else (0, 0))
    return written.getvalue()


def _measured(photo: Image.Image, detail: float) -> Measured:
    small = photo.resize(MEASURED_AT)
    width, height = small.size
    middle = small.convert("L").crop((width // 5, height // 5, width - width // 5, height - height // 5))
    edges = middle.filter(LAPLACIAN)
    inner = edges.crop((1, 1, edges.width - 1, edges.height - 1))  # the filter leaves the outermost row
    darkest, brightest = _outermost(middle.histogram())
    return Measured(_background(small), ImageStat.Stat(inner).var[0], darkest, brightest, detail)


def _outermost(histogram: list[int]) -> tuple[int, int]:
    """The grey levels below and above which the darkest and brightest pixels lie."""
    few = sum(histogram) * OUTERMOST
    return _passed(histogram, few), 255 - _passed(histogram[::-1], few)


def _passed(histogram: list[int], few: float) -> int:
    seen = 0
    for level, count in enumerate(histogram):
        seen += count
        if seen > few:
            return level
    return 0


def _background(small: Image.Image) -> Colour | None:
    """The colour of the upper border: what lies below may be shoulders."""
    width, height = small.size
    strip, half = width // 10, height // 2
    counts: Counter[Colour | None] = Counter()
    painted = small.convert("HSV")
    for box in ((0, 0, width, strip), (0, strip, strip, half), (width - strip, strip, width, half)):
        cut = painted.crop(box)
        for count, pixel in cut.getcolors(cut.width * cut.height) or ():
            hue, saturation, value = pixel  # type: ignore[misc]  # three bands in this mode
            counts[colour_of(hue * 360 / 255, saturation / 255, value / 255)] += count
    return main_colour(counts)
