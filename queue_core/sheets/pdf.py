"""Lays a sheet out as PDF, with letters that it carries itself.

Reportlab is loaded by the first sheet: it takes longer to load than the rest of the core's start may.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

import qrcode

from queue_core.sheets.model import (
    Block,
    Bullets,
    Code,
    Facts,
    Grid,
    Heading,
    Sheet,
    Signatures,
    Signing,
    Words,
)

MARGIN_MM = 15
SMALL, LEADING, PADDING = 7.5, 10, 12
"""Points: the small letters, their lines, and what a cell or a page keeps free at its sides."""
PLAIN, BOLD = "Vera", "VeraBd"
"""Bitstream Vera, which comes with reportlab: every letter of a name in Latin script."""


def pdf_of(sheet: Sheet) -> bytes:
    """The sheet as a PDF file."""
    from reportlab.lib.pagesizes import A4, A5, landscape
    from reportlab.lib.units import mm
    from reportlab.platypus import SimpleDocTemplate

    _styles()
    size = A4 if sheet.size == "A4" else A5
    margins = dict.fromkeys(("leftMargin", "rightMargin", "topMargin", "bottomMargin"), MARGIN_MM * mm)
    file = BytesIO()
    document = SimpleDocTemplate(
        file, pagesize=landscape(size) if sheet.wide else size, title=sheet.title, **margins
    )
    width = document.width - PADDING  # which the frame of the page keeps free
    story = [part for block in sheet.blocks for part in _laid_out(block, width)]
    document.build(story, canvasmaker=_numbered(sheet.foot))
    return file.getvalue()


@cache
def _styles() -> dict[str, Any]:
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    for name in (PLAIN, BOLD):
        pdfmetrics.registerFont(TTFont(name, f"{name}.ttf"))
    plain = ParagraphStyle("plain", fontName=PLAIN, fontSize=9.5, leading=13.5, spaceAfter=4)
    return {
        "plain": plain,
        "bold": ParagraphStyle("bold", plain, fontName=BOLD),
        "small": ParagraphStyle("small", plain, fontSize=SMALL, leading=LEADING),
        "small bold": ParagraphStyle("small bold", plain, fontName=BOLD, fontSize=SMALL, leading=LEADING),
        "heading": ParagraphStyle(
            "heading", plain, fontName=BOLD, fontSize=13, leading=17, spaceBefore=4, spaceAfter=6
        ),
    }


def _said(text: str, style: str) -> Any:  # noqa: ANN401  the library carries no types
    from reportlab.platypus import Paragraph

    return Paragraph(escape(text), _styles()[style])


def _laid_out(block: Block, width: float) -> Iterator[Any]:
    match block:
        case Heading():
            yield _said(block.text, "heading")
        case Words():
            looks = [word for word, on in (("small", block.small), ("bold", block.bold)) if on]
            yield _said(block.text, " ".join(looks) or "plain")
        case Facts():
            yield _facts(block, width)
        case Bullets():
            yield _boxes(block, width)
        case Grid():
            yield from _grid(block, width)
        case Signatures():
            yield _signatures(block, width)
        case Code():
            yield _code(block)


def _facts(block: Facts, width: float) -> Any:  # noqa: ANN401
    from reportlab.lib.colors import black
    from reportlab.platypus import Table

    rows = [[_said(name, "plain"), _said(value, "bold")] for name, value in block.rows]
    lines = [
        ("LINEBELOW", (1, n), (1, n), 0.5, black) for n, (_, value) in enumerate(block.rows) if not value
    ]
    top = [("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (0, -1), 0)]
    return Table(rows, [0.36 * width, 0.64 * width], style=[*top, *lines], spaceAfter=8)


def _boxes(block: Bullets, width: float) -> Any:  # noqa: ANN401
    from reportlab.graphics.shapes import Drawing, Rect
    from reportlab.platypus import Table

    def box() -> Any:  # noqa: ANN401
        return Drawing(10, 10, Rect(0, 0, 9, 9, fillColor=None, strokeWidth=0.8))

    rows = [[box(), _said(item, "plain")] for item in block.items]
    return Table(rows, [18, width - 18], style=[("VALIGN", (0, 0), (-1, -1), "TOP")])


def _grid(block: Grid, width: float) -> Iterator[Any]:
    from reportlab.lib.colors import Color
    from reportlab.platypus import LongTable

    grey, line = Color(0.92, 0.92, 0.92), Color(0.6, 0.6, 0.6)
    shares = [width * share / sum(block.widths) for share in block.widths]
    style = [
        ("GRID", (0, 0), (-1, -1), 0.4, line),
        ("BACKGROUND", (0, 0), (-1, 0), grey),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("TOPPADDING", (0, 0), (-1, -1), 1.5),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 1.5),
        ("FONT", (0, 1), (-1, -1), PLAIN, SMALL, LEADING),
    ]
    rows = [[_said(cell, "small bold") for cell in block.head]]
    rows += [[_cell(cell, share) for cell, share in zip(row, shares, strict=True)] for row in block.rows]
    yield LongTable(rows, shares, repeatRows=1, style=style)


def _cell(text: str, width: float) -> Any:  # noqa: ANN401
    """A text that needs a second line as a paragraph, which costs ten times as much as a plain one."""
    from reportlab.pdfbase.pdfmetrics import stringWidth

    return text if stringWidth(text, PLAIN, SMALL) < width - PADDING else _said(text, "small")


def _signatures(block: Signatures, width: float) -> Any:  # noqa: ANN401
    from reportlab.platypus import KeepTogether, Table

    share = width / len(block.places)
    titles = [_said(place.title, "plain") for place in block.places]
    fields = [_drawn(place, share - 12) for place in block.places]
    names = [_said(place.name or "( ................................ )", "plain") for place in block.places]
    flush = [("LEFTPADDING", (0, 0), (-1, -1), 0)]
    rows = [titles, fields, names]
    return KeepTogether(Table(rows, [share] * len(block.places), spaceBefore=14, style=flush))


def _drawn(place: Signing, width: float) -> Any:  # noqa: ANN401
    """The strokes within a field of their own shape; the paper's y grows upwards."""
    from reportlab.graphics.shapes import Circle, Drawing, PolyLine

    height = 52.0
    scale = min(width / place.size[0], height / place.size[1])
    field = Drawing(width, height)
    for stroke in place.strokes:
        points = [(x * scale, height - y * scale) for x, y in stroke]
        line = PolyLine(points, strokeWidth=1.3, strokeLineJoin=1, strokeLineCap=1)
        field.add(line if len(points) > 1 else Circle(*points[0], 0.9, strokeWidth=0, fillColor="black"))
    return field


def _code(block: Code) -> Any:  # noqa: ANN401
    from reportlab.graphics.shapes import Drawing, Rect
    from reportlab.lib.colors import black
    from reportlab.lib.units import mm

    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=4)
    code.add_data(block.text)
    rows = code.get_matrix()
    size = block.millimetres * mm
    side = size / len(rows)
    field = Drawing(size, size)
    for y, row in enumerate(rows):
        for x, dark in enumerate(row):
            if dark:
                place = (x * side, size - (y + 1) * side)
                field.add(Rect(*place, side, side, strokeWidth=0, strokeColor=None, fillColor=black))
    return field


def _numbered(foot: str) -> Callable[..., Any]:
    """A canvas that writes the foot of each page once it knows how many there are."""
    from reportlab.lib.units import mm
    from reportlab.pdfgen.canvas import Canvas

    class Numbered(Canvas):  # type: ignore[misc]  # the library carries no types
        """Keeps every page until the last."""

        def __init__(self, *of: object, **how: object) -> None:
            super().__init__(*of, **how)
            self._kept: list[dict[str, Any]] = []

        def showPage(self) -> None:  # noqa: N802  the library's name
            """Keeps the page."""
            self._kept.append(dict(self.__dict__))
            self._startPage()

        def save(self) -> None:
            """Writes the pages with their feet."""
            for page, kept in enumerate(self._kept, start=1):
                self.__dict__.update(kept)
                self.setFont(PLAIN, 7)
                told = foot.format(page=page, pages=len(self._kept))
                self.drawCentredString(self._pagesize[0] / 2, 8 * mm, told)
                super().showPage()
            super().save()

    return Numbered
