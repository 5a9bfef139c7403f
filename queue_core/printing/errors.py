"""What is refused of sheets to be printed, each with what to do."""

from __future__ import annotations

from http import HTTPStatus

from queue_core.foundation.errors import KerakError


class UnknownSheets(KerakError):
    """There is no such order of sheets, or it was forgotten."""

    slug = "unknown-sheets"
    status = HTTPStatus.NOT_FOUND
    title = "There is no such order of sheets"
    remedy = "Make the sheets anew."


class SheetsNotNow(KerakError):
    """An order of sheets is not in a state in which that can be done."""

    slug = "sheets-not-now"
    status = HTTPStatus.CONFLICT
    title = "That cannot be done with these sheets now"
    remedy = "Look how far they are."


class TooManySheets(KerakError):
    """More sheets wait already than are taken at once."""

    slug = "too-many-sheets"
    status = HTTPStatus.CONFLICT
    title = "Too many sheets wait for the printer"
    remedy = "Wait until they are printed; see whether the print station runs and has paper."


class NoPdf(KerakError):
    """What is to be printed is no whole PDF."""

    slug = "no-pdf"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = "The sheets cannot be read"
    remedy = "Send them as a PDF, with its end."
