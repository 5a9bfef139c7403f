"""Letters as a thermal printer sets them: every character in a cell of 12 by 24 dots, times its size.

The font is DejaVu Sans Mono, which comes with python-barcode (a part of python-escpos), so that
no font of the system is needed.
"""

from functools import cache
from importlib.resources import as_file, files

from PIL import Image, ImageDraw, ImageFont

CELL_WIDTH = 12
CELL_HEIGHT = 24
_POINTS = 20  # at this size an advance of the font is 12 dots and a line 24
_BASELINE = 19


@cache
def _font(height: int) -> ImageFont.FreeTypeFont:
    with as_file(files("barcode") / "fonts" / "DejaVuSansMono.ttf") as path:
        return ImageFont.truetype(path, _POINTS * height)


def set_text(text: str, width: int, height: int, *, bold: bool) -> Image.Image:
    """A grey image, black on white, of one row of text in characters of this size."""
    drawn = Image.new("L", (CELL_WIDTH * height * len(text), CELL_HEIGHT * height), 255)
    pen = ImageDraw.Draw(drawn)
    stroke = 0.225 * (width + height) if bold else 0
    for index, character in enumerate(text):
        place = (CELL_WIDTH * height * (index + 0.5), _BASELINE * height)
        pen.text(place, character, fill=0, font=_font(height), anchor="ms", stroke_width=stroke)
    if width == height:
        return drawn
    return drawn.resize((CELL_WIDTH * width * len(text), drawn.height), Image.Resampling.LANCZOS)
