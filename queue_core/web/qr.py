"""An address as a QR code that a page can draw without a picture file."""

from __future__ import annotations

import qrcode

from queue_core.foundation.toml_model import Frozen

QUIET_ZONE = 4
"""Light modules around the code, as ISO/IEC 18004 asks for."""


class Qr(Frozen):
    """A code as an SVG path of its dark modules, in a square of `size` units."""

    size: int
    path: str


def qr_of(address: str) -> Qr:
    """The code of an address."""
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=QUIET_ZONE)
    code.add_data(address)
    rows = code.get_matrix()
    squares = (f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, is_dark in enumerate(row) if is_dark)
    return Qr(size=len(rows), path="".join(squares))
