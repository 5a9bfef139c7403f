"""What ends an export before anything is written."""

from __future__ import annotations

from http import HTTPStatus

from queue_core.foundation.errors import KerakError


class ExportRefused(KerakError):
    """The catalogue cannot be written there."""

    slug = "export-refused"
    title = "The catalogue is not written"
    remedy = "Name a file that is not there yet and ends in .csv, .mrc or .xml."
    status = HTTPStatus.UNPROCESSABLE_ENTITY
