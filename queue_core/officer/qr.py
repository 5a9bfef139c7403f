"""A text as a QR code in the letters of a terminal: two modules in a letter, dark on light."""

from __future__ import annotations

import qrcode

BLOCKS = {(False, False): " ", (True, False): "▀", (False, True): "▄", (True, True): "█"}
QUIET_ZONE = 2
"""Modules; ISO/IEC 18004 asks for four, phones find it with two on a field of one colour."""


def half_blocks(text: str) -> str:
    """The code, a line of letters for two lines of modules."""
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_L, border=QUIET_ZONE)
    code.add_data(text)
    rows = code.get_matrix()
    rows += [[False] * len(rows[0])] * (len(rows) % 2)
    pairs = zip(rows[::2], rows[1::2], strict=True)
    return "\n".join(
        "".join(BLOCKS[upper, lower] for upper, lower in zip(*pair, strict=True)) for pair in pairs
    )
