"""What barcodes and QR codes a camera's frame shows. Nothing of the frame is kept."""

from __future__ import annotations

from io import BytesIO

import zxingcpp
from PIL import Image, ImageFilter

from devices.errors import UnreadableFrame

MOST_PIXELS = 4_000_000
"""More than a full HD frame has; a frame that claims more is not decoded."""
ASKEW = 45
"""Degrees. A barcode is found within some 25 degrees of level or upright, so of two ways one finds it."""
SHARPER = ImageFilter.UnsharpMask(radius=3, percent=200, threshold=0)
"""A camera with a fixed focus blurs what is held near enough to be read: this brings bars apart again."""
GREY = 128
FORMATS = "Code128, Code39, Code93, QRCode, DataMatrix, Aztec, PDF417"
"""Left out: the codes of goods, which lie about everywhere, and ITF, which can be read as a shorter one."""


def read_codes(frame: bytes) -> frozenset[str]:
    """The texts of the codes in a JPEG, each once. Raises UnreadableFrame."""
    picture = _grey(frame)
    turned = picture.rotate(ASKEW, expand=True, fillcolor=GREY)
    return _codes(picture) | _codes(turned) or _codes(picture.filter(SHARPER))


def _grey(frame: bytes) -> Image.Image:
    try:
        picture = Image.open(BytesIO(frame), formats=("JPEG",))
        if picture.width * picture.height > MOST_PIXELS:
            raise UnreadableFrame
        picture.draft("L", picture.size)
        return picture.convert("L")
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        raise UnreadableFrame from None


def _codes(picture: Image.Image) -> frozenset[str]:
    formats = zxingcpp.barcode_formats_from_str(FORMATS)
    found = zxingcpp.read_barcodes(picture, formats=formats, text_mode=zxingcpp.TextMode.Plain)
    return frozenset(code.text for code in found)
