"""What labels and cards have alike: letters, and a code as a square and as bars. Lengths are in mm."""

from __future__ import annotations

from typing import Any

PLAIN, BOLD = "Vera", "VeraBd"
"""Bitstream Vera, which comes with reportlab: every letter of a name in Latin script."""
NARROW_MM = 0.33
"""The finest bar: a plain scanner reads it from an office printer."""


def register_letters() -> None:
    """Makes the letters known to reportlab."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    for name in (PLAIN, BOLD):
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(name, f"{name}.ttf"))


def draw_square(canvas: Any, code: str, left: float, bottom: float, side: float) -> None:  # noqa: ANN401  reportlab carries no types
    """The code as a QR that holds it alone, with its quiet border."""
    from reportlab.graphics.barcode.qr import QrCodeWidget
    from reportlab.graphics.renderPDF import draw
    from reportlab.graphics.shapes import Drawing
    from reportlab.lib.units import mm

    square = Drawing(side * mm, side * mm)
    square.add(QrCodeWidget(code, barWidth=side * mm, barHeight=side * mm, barLevel="M"))
    draw(square, canvas, left * mm, bottom * mm)


def draw_bars(
    canvas: Any,  # noqa: ANN401  reportlab carries no types
    code: str,
    left: float,
    bottom: float,
    high: float,
    widest: float,
) -> None:
    """The code as Code 128, where it is short enough for this width; else nothing."""
    from reportlab.graphics.barcode.code128 import Code128
    from reportlab.lib.units import mm

    bars = Code128(code, barHeight=high * mm, barWidth=NARROW_MM * mm, quiet=False)
    if bars.width <= widest * mm:
        bars.drawOn(canvas, left * mm, bottom * mm)
