"""What the stock of blanks refuses, each with what to do."""

from __future__ import annotations

from http import HTTPStatus

from queue_core.foundation.errors import KerakError


class UnknownBlank(KerakError):
    """The office has never received a blank of this serial."""

    slug = "unknown-blank"
    status = HTTPStatus.NOT_FOUND
    title = "There is no such blank"
    remedy = "Compare the serial with the blank; receive its range first if it is right."


class BlankElsewhere(KerakError):
    """By the book the blank is where this cannot be done with it."""

    slug = "blank-elsewhere"
    status = HTTPStatus.CONFLICT
    title = "The blank is elsewhere by the book"
    remedy = "Compare the serial with the blank; count the drawer and the printer if it is right."


class BlankAsked(KerakError):
    """Somebody's word that the blank is gone has to be decided first."""

    slug = "blank-asked"
    status = HTTPStatus.CONFLICT
    title = "Whether this blank is written off has to be decided first"
    remedy = "Let the head of section or the Camat agree; decline if it was found."


class BlankNotAsked(KerakError):
    """There is nothing to agree to."""

    slug = "blank-not-asked"
    status = HTTPStatus.CONFLICT
    title = "Nobody asks to write this blank off"
    remedy = "Read the stock anew; it was decided already."


class NotARange(KerakError):
    """The serials do not bound a range."""

    slug = "not-a-range"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = "This is no range of serials"
    remedy = "Give the first and the last serial as they stand on the packet; divide a larger one."


class BlanksKnown(KerakError):
    """A blank of the range was received before."""

    slug = "blanks-known"
    status = HTTPStatus.CONFLICT
    title = "A blank of this range was received before"
    remedy = "Compare the serials with the packet; receive what is new in parts."


class CountDiffers(KerakError):
    """The count is not what the book says, and nobody has said why."""

    slug = "count-differs"
    status = HTTPStatus.CONFLICT
    title = "The count differs from the book"
    remedy = "Count again; if it is right, send it with a reason."


class NoRibbon(KerakError):
    """There is no roll of ribbon to do this with."""

    slug = "no-ribbon"
    status = HTTPStatus.CONFLICT
    title = "There is no such roll of ribbon"
    remedy = "Receive the rolls that there are first."
