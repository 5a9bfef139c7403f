"""Draws the variable fields of a card: what the printer lays over the office's blank, and nothing else."""

import io
from collections.abc import Mapping
from typing import assert_never

from PIL import Image, ImageDraw, ImageOps
from qrcode import constants
from qrcode.exceptions import DataOverflowError
from qrcode.main import QRCode

from devices.cards.layout import (
    Card,
    Element,
    Layout,
    PhotoBox,
    QrBox,
    Side,
    TextBox,
    Weight,
)
from devices.cards.lettering import Room, draw_text, load_font, set_text
from devices.errors import QrTooDense, UnreadablePhoto, ValuesMissing

QUIET_ZONE = 4
"""Light modules around a QR code: ISO/IEC 18004."""
SMALLEST_MODULE = 0.25
"""Millimetres: finer than this, cameras of phones no longer tell the modules of a card apart."""
CONTOH = "CONTOH"
_WHITE = (255, 255, 255)
_MARK = (200, 30, 30)


def draw(
    layout: Layout, values: Mapping[str, str], photo: bytes | None, side: Side = Side.front
) -> Image.Image:
    """One side of a card in RGB, white where nothing is printed; a box without a photo stays white.

    Raises ValuesMissing, UnreadablePhoto or QrTooDense.
    """
    if missing := layout.names - values.keys():
        raise ValuesMissing(missing)
    face = Image.new("RGB", layout.card.size, _WHITE)
    face.info["dpi"] = (layout.card.dpi, layout.card.dpi)
    for element in layout.side(side):
        place, size = _dots(layout.card, element)
        drawn = _drawn(element, layout.card, size, values, photo)
        if drawn:
            face.paste(drawn, place)
    return face


def draw_card(layout: Layout, values: Mapping[str, str], photo: bytes | None) -> tuple[Image.Image, ...]:
    """The sides that have something on them, front first; raises what `draw` does."""
    return tuple(draw(layout, values, photo, side) for side in Side if layout.side(side))


def preview(face: Image.Image) -> Image.Image:
    """The same with CONTOH across it: for every use without a blank, so that no paper passes for a card."""
    letters = load_font(Weight.bold, round(face.width / 4.2))
    box = letters.getbbox(CONTOH)
    word = Image.new("L", (round(box[2]), round(box[3])), 0)
    ImageDraw.Draw(word).text((0, 0), CONTOH, 150, letters)
    word = word.rotate(25, Image.Resampling.BILINEAR, expand=True)
    mark = Image.new("L", face.size, 0)
    mark.paste(word, ((face.width - word.width) // 2, (face.height - word.height) // 2))
    return Image.composite(Image.new("RGB", face.size, _MARK), face, mark)


def _dots(card: Card, element: Element) -> tuple[tuple[int, int], tuple[int, int]]:
    """Where the box begins, and its size: its edges are rounded, so that boxes side by side share none."""
    left, top = card.dots(element.x + card.offset_x), card.dots(element.y + card.offset_y)
    right = card.dots(element.x + card.offset_x + element.width)
    bottom = card.dots(element.y + card.offset_y + element.height)
    return (left, top), (right - left, bottom - top)


def _drawn(
    element: Element, card: Card, size: tuple[int, int], values: Mapping[str, str], photo: bytes | None
) -> Image.Image | None:
    match element:
        case TextBox():
            return _text(element, card, size, values[element.value])
        case PhotoBox():
            return _photo(photo, size) if photo else None
        case QrBox():
            return _qr(values[element.value], card, size)
        case _:
            assert_never(element)


def _text(box: TextBox, card: Card, size: tuple[int, int], text: str) -> Image.Image:
    room = Room(*size, box.lines)
    largest, smallest = card.letters(box.size), card.letters(box.smallest)
    return draw_text(set_text(text, room, box.weight, largest, smallest), room, box.align)


def _photo(photo: bytes, size: tuple[int, int]) -> Image.Image:
    try:
        with Image.open(io.BytesIO(photo), formats=("JPEG", "PNG")) as picture:
            picture.draft("RGB", (size[0] * 2, size[1] * 2))
            return ImageOps.fit(picture.convert("RGB"), size, Image.Resampling.BICUBIC)
    except (OSError, ValueError, Image.DecompressionBombError) as error:
        raise UnreadablePhoto from error


def _qr(text: str, card: Card, size: tuple[int, int]) -> Image.Image:
    """The code in the middle of its box; an empty text leaves the box white."""
    box = Image.new("1", size, 1)
    if not text:
        return box
    code = QRCode(error_correction=constants.ERROR_CORRECT_M, border=QUIET_ZONE, image_factory=None)
    try:
        code.add_data(text)
        code.make(fit=True)
    except (DataOverflowError, ValueError) as error:
        raise QrTooDense from error
    modules = code.get_matrix()
    dots = min(size) // len(modules)
    if dots < card.dots(SMALLEST_MODULE):
        raise QrTooDense
    symbol = Image.new("1", (len(modules), len(modules)))
    symbol.putdata([not dark for row in modules for dark in row])
    symbol = symbol.resize((len(modules) * dots,) * 2, Image.Resampling.NEAREST)
    box.paste(symbol, ((size[0] - symbol.width) // 2, (size[1] - symbol.height) // 2))
    return box
