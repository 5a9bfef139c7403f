"""What ends an import before its first row."""

from __future__ import annotations

from http import HTTPStatus

from queue_core.foundation.errors import KerakError


class CatalogueUnreadable(KerakError):
    """A file is no catalogue of a kind that the corner reads."""

    slug = "catalogue-unreadable"
    title = "The file cannot be read as a catalogue"
    remedy = "Send CSV, XLSX, MARC21 or MARCXML; a table names its columns in its first row."
    status = HTTPStatus.UNPROCESSABLE_ENTITY
