"""Reader's cards as a PDF: sheets of A4 with ten cards of 85.6 by 54 mm (ISO/IEC 7810 ID-1) to be cut out.

Each has an animal in a colour, by which a child knows its own, the code as a QR, as a barcode and in letters,
the office's name, and a line on which the child's name is written by hand. Lengths are in mm.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import Any

from reading_corner.papers.marks import BOLD, PLAIN, draw_bars, draw_square, register_letters

COLUMNS, ROWS = 2, 5
WIDE_MM, HIGH_MM = 85.6, 54.0
SHEET_WIDE_MM, SHEET_HIGH_MM = 210.0, 297.0
LEFT_MM, BOTTOM_MM = (SHEET_WIDE_MM - COLUMNS * WIDE_MM) / 2, (SHEET_HIGH_MM - ROWS * HIGH_MM) / 2
MARK_MM, MARK_GAP_MM, CROSS_MM = 5.0, 2.0, 1.5
BAND_MM, EDGE_MM, ANIMAL_MM, QR_MM, BARS_MM, LINE_MM = 11.5, 5.0, 23.0, 23.0, 8.0, 28.5
TITLE_POINTS, SMALL_POINTS, CODE_POINTS = 13.0, 7.0, 9.0
SMALLEST_POINTS = 4.0


@dataclass(frozen=True)
class CardWords:
    """What stands on every card, in the office's language."""

    office: str
    title: str
    name: str
    """Before the line that is written on by hand."""


@dataclass(frozen=True)
class Look:
    """An animal's shapes and the paint of each by its name."""

    shapes: Sequence[Mapping[str, Any]]
    paints: Mapping[str, str]


def sheets_of_cards(codes: Sequence[str], words: CardWords) -> bytes:
    """The cards with these codes as a PDF, ten a sheet."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.units import mm
    from reportlab.pdfgen.canvas import Canvas

    register_letters()
    file = BytesIO()
    canvas = Canvas(file, pagesize=A4)
    canvas.setTitle(words.title)
    for number, code in enumerate(codes):
        place = number % (COLUMNS * ROWS)
        if number and place == 0:
            _mark_sheet(canvas, mm)
            canvas.showPage()
        row, column = divmod(place, COLUMNS)
        canvas.saveState()
        canvas.translate(
            (LEFT_MM + column * WIDE_MM) * mm, (SHEET_HIGH_MM - BOTTOM_MM - (row + 1) * HIGH_MM) * mm
        )
        _draw(canvas, code, words, mm)
        canvas.restoreState()
    _mark_sheet(canvas, mm)
    canvas.save()
    return file.getvalue()


@cache
def looks() -> tuple[Look, ...]:
    """Every animal in every colour, neighbours unlike each other."""
    told = tomllib.loads(files(__package__).joinpath("animals.toml").read_text(encoding="utf-8"))
    animals, colours = told["animals"], told["colours"]
    plain = {"white": "#ffffff", "black": "#222222"}
    return tuple(
        Look(animals[at % len(animals)]["shapes"], plain | colours[at % len(colours)])
        for at in range(len(animals) * len(colours))
    )


def look_of(code: str) -> Look:
    """The look of a card: it follows from its serial, and is the same whenever it is drawn."""
    every = looks()
    return every[int(code[1:-1]) % len(every)]


def _draw(canvas: Any, code: str, words: CardWords, mm: float) -> None:  # noqa: ANN401  reportlab carries no types
    look = look_of(code)
    _draw_band(canvas, look, words, mm)
    _draw_animal(canvas, look, mm)
    canvas.setFillColor("#222222")
    canvas.setStrokeColor("#222222")
    canvas.setLineWidth(0.6)
    left = EDGE_MM + ANIMAL_MM + 4
    canvas.line(left * mm, LINE_MM * mm, (WIDE_MM - EDGE_MM) * mm, LINE_MM * mm)
    canvas.setFont(PLAIN, SMALL_POINTS)
    canvas.drawString(left * mm, LINE_MM * mm - SMALL_POINTS - 1, words.name)
    draw_square(canvas, code, WIDE_MM - QR_MM - 3, 1.5, QR_MM)
    widest = WIDE_MM - QR_MM - EDGE_MM - 6
    draw_bars(canvas, code, EDGE_MM, EDGE_MM + 2, BARS_MM, widest)
    canvas.setFont(BOLD, CODE_POINTS)
    canvas.drawString(EDGE_MM * mm, 2.8 * mm, code)


def _draw_band(canvas: Any, look: Look, words: CardWords, mm: float) -> None:  # noqa: ANN401
    canvas.setFillColor(look.paints["dark"])
    canvas.rect(0, (HIGH_MM - BAND_MM) * mm, WIDE_MM * mm, BAND_MM * mm, stroke=0, fill=1)
    canvas.setFillColor("#ffffff")
    canvas.setFont(BOLD, TITLE_POINTS)
    canvas.drawString(EDGE_MM * mm, (HIGH_MM - 6.2) * mm, words.title)
    size = SMALL_POINTS
    while (
        size > SMALLEST_POINTS
        and canvas.stringWidth(words.office, PLAIN, size) > (WIDE_MM - 2 * EDGE_MM) * mm
    ):
        size -= 0.5
    canvas.setFont(PLAIN, size)
    canvas.drawString(EDGE_MM * mm, (HIGH_MM - 9.8) * mm, words.office)


def _draw_animal(canvas: Any, look: Look, mm: float) -> None:  # noqa: ANN401
    canvas.saveState()
    canvas.translate(EDGE_MM * mm, (HIGH_MM - BAND_MM - ANIMAL_MM - 1) * mm)
    canvas.scale(ANIMAL_MM * mm / 100, ANIMAL_MM * mm / 100)
    for shape in look.shapes:
        canvas.setFillColor(look.paints[shape["paint"]])
        if "round" in shape:
            x, y, wide, *high = shape["round"]
            tall = high[0] if high else wide
            canvas.ellipse(x - wide, y - tall, x + wide, y + tall, stroke=0, fill=1)
        else:
            _draw_edges(canvas, shape["edges"])
    canvas.restoreState()


def _draw_edges(canvas: Any, edges: Sequence[float]) -> None:  # noqa: ANN401
    path = canvas.beginPath()
    corners = list(zip(edges[::2], edges[1::2], strict=True))
    path.moveTo(*corners[0])
    for corner in corners[1:]:
        path.lineTo(*corner)
    path.close()
    canvas.drawPath(path, stroke=0, fill=1)


def _mark_sheet(canvas: Any, mm: float) -> None:  # noqa: ANN401
    """Crop marks in the margins, and small crosses where four cards meet."""
    canvas.setStrokeColor("#222222")
    canvas.setLineWidth(0.3)
    right, top = LEFT_MM + COLUMNS * WIDE_MM, BOTTOM_MM + ROWS * HIGH_MM
    across = [LEFT_MM + column * WIDE_MM for column in range(COLUMNS + 1)]
    up = [BOTTOM_MM + row * HIGH_MM for row in range(ROWS + 1)]
    far = MARK_GAP_MM + MARK_MM
    for x in across:
        for near, end in ((top + MARK_GAP_MM, top + far), (BOTTOM_MM - MARK_GAP_MM, BOTTOM_MM - far)):
            canvas.line(x * mm, near * mm, x * mm, end * mm)
    for y in up:
        for near, end in ((right + MARK_GAP_MM, right + far), (LEFT_MM - MARK_GAP_MM, LEFT_MM - far)):
            canvas.line(near * mm, y * mm, end * mm, y * mm)
    for x in across:
        for y in up:
            canvas.line((x - CROSS_MM) * mm, y * mm, (x + CROSS_MM) * mm, y * mm)
            canvas.line(x * mm, (y - CROSS_MM) * mm, x * mm, (y + CROSS_MM) * mm)
