"""Codes of made-up serials as a camera sees them: printed, askew, blurred, two at once; and as its film."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

import zxingcpp
from PIL import Image, ImageFilter

Kind = zxingcpp.BarcodeFormat
BARCODE, QR, GOODS = Kind.Code128, Kind.QRCode, Kind.EAN13
SIZE = (1280, 720)
DESK = 150
"""The grey on which a blank lies."""


def printed(text: str, kind: Kind = BARCODE, *, dots: int = 3) -> Image.Image:
    """A code on white, with its quiet zone; so many pixels for its finest bar."""
    code = Image.fromarray(zxingcpp.write_barcode_to_image(zxingcpp.create_barcode(text, kind), scale=dots))
    paper = Image.new("L", (code.width + 40, code.height + 40), "white")
    paper.paste(code, (20, 20))
    return paper


def seen(*codes: Image.Image, degrees: float = 0, blur: float = 0) -> Image.Image:
    """Codes side by side on a desk, turned and blurred, with the grain of a sensor."""
    desk = Image.new("L", SIZE, DESK)
    for place, code in enumerate(codes):
        turned = code.rotate(degrees, expand=True, fillcolor=DESK)
        middle = SIZE[0] * (2 * place + 1) // (2 * len(codes))
        desk.paste(turned, (middle - turned.width // 2, (SIZE[1] - turned.height) // 2))
    grain = Image.effect_noise(SIZE, 20)
    return Image.blend(desk, grain, 0.1).filter(ImageFilter.GaussianBlur(blur))


def frame(picture: Image.Image, kind: str = "JPEG") -> bytes:
    """What the page sends."""
    data = BytesIO()
    picture.save(data, kind, quality=85)
    return data.getvalue()


def film(path: Path, pictures: Iterable[Image.Image], rate: int = 5) -> Path:
    """A YUV4MPEG2 file, which Chromium plays as a camera again and again."""
    width, height = SIZE
    without_colour = bytes([128]) * (width * height // 2)
    with path.open("wb") as file:
        file.write(f"YUV4MPEG2 W{width} H{height} F{rate}:1 Ip A1:1 C420mpeg2\n".encode())
        for picture in pictures:
            file.write(b"FRAME\n" + picture.convert("L").tobytes() + without_colour)
    return path
