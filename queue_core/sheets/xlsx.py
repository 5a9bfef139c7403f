"""A table as a workbook of one sheet, to be sorted and counted on. Openpyxl is loaded by the first one."""

from __future__ import annotations

from io import BytesIO

from queue_core.sheets.model import Grid

WIDEST = 40


def xlsx_of(title: str, about: tuple[str, ...], grid: Grid) -> bytes:
    """Lines about the table, its head, its rows; a text stays a text, whatever it begins with."""
    from openpyxl import Workbook
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    sheet = book.active
    sheet.title = title
    lines = [*((line,) for line in about), grid.head, *grid.rows]
    for y, row in enumerate(lines, start=1):
        for x, value in enumerate(row, start=1):
            cell = sheet.cell(y, x, value)
            cell.data_type = "s"  # never a formula
            if y <= len(about) + 1:
                cell.font = Font(bold=True)
    for x, column in enumerate(zip(grid.head, *grid.rows, strict=True), start=1):
        sheet.column_dimensions[get_column_letter(x)].width = min(WIDEST, max(map(len, column)) + 3)
    sheet.freeze_panes = sheet.cell(len(about) + 2, 1)
    file = BytesIO()
    book.save(file)
    return file.getvalue()
