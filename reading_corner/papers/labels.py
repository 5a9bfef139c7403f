"""Labels for books as a PDF: sheets of A4 with 24 labels of 70 by 37 mm, as stationers sell them.

Each has the copy's code as a QR, as a barcode (Code 128) where it is short enough for one, and in letters,
the title, and the shelf's colour as a bar at its edge. The QR holds the code alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from reading_corner.papers.marks import BOLD, PLAIN, draw_bars, draw_square, register_letters

COLUMNS, ROWS = 3, 8
WIDE_MM, HIGH_MM, MARGIN_MM = 70.0, 37.0, 2.5
QR_MM, BARS_MM, EDGE_MM = 20.0, 7.0, 2.5
NAME_POINTS, CODE_POINTS = 8.0, 9.0


@dataclass(frozen=True)
class Label:
    """What stands on one label; `colour` is `#rrggbb`, or None for a shelf without one."""

    code: str
    name: str
    colour: str | None = None


def sheets_of(labels: Sequence[Label]) -> bytes:
    """The labels as a PDF, 24 a sheet."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.units import mm
    from reportlab.pdfgen.canvas import Canvas

    register_letters()
    file = BytesIO()
    canvas = Canvas(file, pagesize=A4)
    canvas.setTitle("Label buku")
    for number, label in enumerate(labels):
        place = number % (COLUMNS * ROWS)
        if number and place == 0:
            canvas.showPage()
        row, column = divmod(place, COLUMNS)
        canvas.saveState()
        canvas.translate(column * WIDE_MM * mm, A4[1] - (row + 1) * HIGH_MM * mm)
        _draw(canvas, label, mm)
        canvas.restoreState()
    canvas.save()
    return file.getvalue()


def _draw(canvas: Any, label: Label, mm: float) -> None:  # noqa: ANN401  reportlab carries no types
    if label.colour is not None:
        canvas.setFillColor(label.colour)
        canvas.rect(0, MARGIN_MM * mm, EDGE_MM * mm, (HIGH_MM - 2 * MARGIN_MM) * mm, stroke=0, fill=1)
        canvas.setFillColor("#000000")
    left, top = (EDGE_MM + MARGIN_MM) * mm, (HIGH_MM - MARGIN_MM) * mm
    draw_square(canvas, label.code, EDGE_MM + MARGIN_MM - 1, HIGH_MM - MARGIN_MM - QR_MM, QR_MM)
    beside = left + QR_MM * mm
    for line, words in enumerate(_lines(label.name, (WIDE_MM - MARGIN_MM) * mm - beside)):
        canvas.setFont(BOLD, NAME_POINTS)
        canvas.drawString(beside, top - NAME_POINTS - line * (NAME_POINTS + 2), words)
    bottom = MARGIN_MM + CODE_POINTS / mm
    draw_bars(canvas, label.code, EDGE_MM + MARGIN_MM, bottom, BARS_MM, WIDE_MM - EDGE_MM - 2 * MARGIN_MM)
    canvas.setFont(PLAIN, CODE_POINTS)
    canvas.drawString(left, MARGIN_MM * mm, label.code)


def _lines(name: str, width: float, most: int = 3) -> list[str]:
    """The name in at most so many lines; what does not fit is left off with three dots."""
    from reportlab.lib.utils import simpleSplit

    lines: list[str] = simpleSplit(name, BOLD, NAME_POINTS, width)
    if len(lines) > most:
        lines = [*lines[: most - 1], f"{lines[most - 1].rstrip(' .,')}..."]
    return lines
