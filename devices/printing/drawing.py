"""Draws what came out of a printer: a grey image, 576 dots wide, as the slip lies in the hand."""

from functools import singledispatch

from PIL import Image, ImageDraw
from qrcode import constants
from qrcode.main import QRCode

from devices.printing.lettering import CELL_HEIGHT, set_text
from devices.printing.marks import Align, Cut, Feed, Letters, Mark, Picture, QrSymbol, Row
from devices.printing.reader import ROW_DOTS

WIDTH = 576
_MARGIN = 48
"""Paper above the first row and below the last, as the distance from head to knife leaves it."""
_WHITE, _KNIFE = 255, 170
_CORRECTIONS = {
    "L": constants.ERROR_CORRECT_L,
    "M": constants.ERROR_CORRECT_M,
    "Q": constants.ERROR_CORRECT_Q,
    "H": constants.ERROR_CORRECT_H,
}


def draw(marks: tuple[Mark, ...]) -> Image.Image:
    """The slip from top to bottom."""
    strips = [_blank(_MARGIN), *(_strip(mark) for mark in marks)]
    slip = _blank(sum(strip.height for strip in strips))
    top = 0
    for strip in strips:
        slip.paste(strip, (0, top))
        top += strip.height
    return slip


def _blank(height: int) -> Image.Image:
    return Image.new("L", (WIDTH, height), _WHITE)


def _place(content: Image.Image, align: Align) -> Image.Image:
    """The content on a strip of paper; what is wider than the paper is lost on its right."""
    spare = max(0, WIDTH - content.width)
    left = {Align.left: 0, Align.center: spare // 2, Align.right: spare}[align]
    strip = _blank(content.height)
    strip.paste(content, (left, 0))
    return strip


@singledispatch
def _strip(mark: Mark) -> Image.Image:
    raise TypeError(mark)


@_strip.register
def _row(mark: Row) -> Image.Image:
    parts = [_letters(part) for part in mark.letters]
    height = max([ROW_DOTS, *(part.height for part in parts)])
    content = Image.new("L", (sum(part.width for part in parts), height), _WHITE)
    left = 0
    for part in parts:
        content.paste(part, (left, 0 if height > ROW_DOTS else (height - CELL_HEIGHT) // 2))
        left += part.width
    return _place(content, mark.align)


def _letters(part: Letters) -> Image.Image:
    return set_text(part.text, part.width, part.height, bold=part.bold)


@_strip.register
def _qr(mark: QrSymbol) -> Image.Image:
    code = QRCode(
        error_correction=_CORRECTIONS[mark.correction], box_size=mark.module, border=0, image_factory=None
    )
    code.add_data(mark.text)
    code.make(fit=True)
    return _place(code.make_image().get_image().convert("L"), mark.align)


@_strip.register
def _picture(mark: Picture) -> Image.Image:
    black = Image.frombytes("1", (mark.width, mark.height), mark.dots)
    return _place(black.convert("L").point(lambda shade: 255 - shade), mark.align)


@_strip.register
def _feed(mark: Feed) -> Image.Image:
    return _blank(mark.dots)


@_strip.register
def _cut(_: Cut) -> Image.Image:
    strip = _blank(_MARGIN)
    pen = ImageDraw.Draw(strip)
    for left in range(4, WIDTH, 16):
        pen.line([(left, _MARGIN - 2), (left + 7, _MARGIN - 2)], fill=_KNIFE)
    return strip
