"""What may go wrong in the reading corner, in words for whoever has to act."""

from __future__ import annotations

from http import HTTPStatus

from queue_core.foundation.errors import KerakError


class ShelfUnusable(KerakError):
    """The corner's database cannot be used by this program."""

    slug = "shelf-unusable"
    title = "The reading corner's database cannot be used"
    remedy = "Bring the program up to date, or put a copy of the database in its place."


class UnknownTitle(KerakError):
    """There is no such title, or not for who asks."""

    slug = "unknown-title"
    title = "There is no such title"
    remedy = "Look for it again."
    status = HTTPStatus.NOT_FOUND


class UnknownCopy(KerakError):
    """No book has this code."""

    slug = "unknown-copy"
    title = "No book has this code"
    remedy = "Scan the label again, or look the title up."
    status = HTTPStatus.NOT_FOUND
