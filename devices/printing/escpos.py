"""Lays a paper out for an 80 mm thermal printer: ESC/POS bytes, by python-escpos.

576 dots (72 mm) wide, 48 columns, code page 1252. What that page lacks is sent as a picture of the
row, so that no character ever turns into a question mark. A QR code is at least 25 mm wide.
"""

import textwrap
from typing import NamedTuple

from escpos.constants import QR_ECLEVEL_M
from escpos.printer import Dummy
from PIL import Image
from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode

from devices.printing.lettering import set_text
from devices.printing.paper import Line, Paper, Style

COLUMNS = 48
DOTS = 576
_PROFILE = "TM-T20II"  # 576 dots, 48 columns: the common 80 mm head
_CODE_PAGE = "CP1252"
_QR_DOTS = 224  # 28 mm at 8 dots a millimetre
_RULE = (11, 3, 13)  # dots of white, black and white
_PLAIN = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u2011": "-", "\u2212": "-"})


class _Size(NamedTuple):
    width: int
    height: int
    bold: bool


_SIZES = {
    Style.heading: _Size(2, 2, bold=True),
    Style.text: _Size(1, 2, bold=True),
    Style.small: _Size(1, 1, bold=False),
}


def encode(paper: Paper) -> bytes:
    """The bytes that print this paper and cut it off."""
    printer = Dummy(profile=_PROFILE)
    printer.hw("INIT")
    printer.charcode(_CODE_PAGE)
    printer.set(align="center")
    for line in paper:
        _put(printer, line)
    printer.cut(feed=False)  # the printer itself feeds as far as its knife needs
    return bytes(printer.output)


def _put(printer: Dummy, line: Line) -> None:
    if line.style is Style.qr:
        _put_qr(printer, line.text)
    elif line.style is Style.rule:
        _put_picture(printer, _rule())
    else:
        _put_text(printer, line)


def _rule() -> Image.Image:
    above, line, below = _RULE
    picture = Image.new("L", (DOTS, above + line + below), 255)
    picture.paste(0, (0, above, DOTS, above + line))
    return picture


def _put_text(printer: Dummy, line: Line) -> None:
    text = line.text.translate(_PLAIN)
    size = _huge(text) if line.style is Style.huge else _SIZES[line.style]
    printer.set(custom_size=True, width=size.width, height=size.height, bold=size.bold)
    for row in textwrap.wrap(text, COLUMNS // size.width) or [""]:
        if _fits_code_page(row):
            printer.text(f"{row}\n")
        else:
            _put_picture(printer, set_text(row, size.width, size.height, bold=size.bold))
    printer.set(custom_size=True, width=1, height=1, bold=False)


def _huge(text: str) -> _Size:
    factor = max(3, min(8, COLUMNS // max(1, len(text))))
    return _Size(factor, factor, bold=True)


def _fits_code_page(text: str) -> bool:
    try:
        text.encode(_CODE_PAGE)
    except UnicodeEncodeError:
        return False
    return True


def _put_picture(printer: Dummy, picture: Image.Image) -> None:
    printer.image(picture.point(lambda shade: 255 if shade > 128 else 0), center=picture.width < DOTS)


def _put_qr(printer: Dummy, text: str) -> None:
    printer.text("\n")
    printer.qr(text, ec=QR_ECLEVEL_M, size=_module_dots(text), native=True)
    printer.text("\n")


def _module_dots(text: str) -> int:
    code = QRCode(error_correction=ERROR_CORRECT_M)
    code.add_data(text)
    code.make(fit=True)
    modules: int = code.modules_count
    return max(2, min(16, -(-_QR_DOTS // modules)))
