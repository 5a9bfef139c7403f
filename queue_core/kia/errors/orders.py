"""What is refused about print orders, each with what the operator does about it."""

from __future__ import annotations

from http import HTTPStatus

from queue_core.foundation.errors import KerakError


class UnknownOrder(KerakError):
    """There is no such print order."""

    slug = "unknown-order"
    status = HTTPStatus.NOT_FOUND
    title = "There is no such print order"
    remedy = "Choose one of those in /api/v1/print/orders, or order the print first."


class OrderNotNow(KerakError):
    """The print order's state or way does not allow this, or it is for somebody else to say."""

    slug = "order-not-now"
    status = HTTPStatus.CONFLICT
    title = "That cannot be said of this print order now"
    remedy = "Read the order anew and see how far it is."


class OrderChanged(KerakError):
    """Somebody has moved the print order since it was read."""

    slug = "order-changed"
    status = HTTPStatus.CONFLICT
    title = "The print order has changed since you read it"
    remedy = "Read the order anew, and look at the printer before you say what came of it."


class OrderInPrinter(KerakError):
    """A card of this file may lie in the printer."""

    slug = "order-in-printer"
    status = HTTPStatus.CONFLICT
    title = "A card of this file may lie in the printer"
    remedy = "Look into the printer and say what came out, then ask again."


class OrderFlagged(KerakError):
    """By what was scanned, the blank of this order is not where the book says."""

    slug = "order-flagged"
    status = HTTPStatus.CONFLICT
    title = "This card may be on another child's blank"
    remedy = "Scan the right card back, or say that this one is spoiled."


class OtherStation(KerakError):
    """Another print station has this order."""

    slug = "other-station"
    status = HTTPStatus.CONFLICT
    title = "Another print station has this order"
    remedy = "Leave it to that station."


class OtherStationPrints(KerakError):
    """Another print station prints for the office: the loaded blanks lie in one printer, in one order."""

    slug = "other-station-prints"
    status = HTTPStatus.CONFLICT
    title = "Another print station prints for this office"
    remedy = (
        "Let one station run alone; another goes on once the first is silent and has told of its last card."
    )


class StationAtWork(KerakError):
    """The print station that has the order runs: the card may come out at any moment."""

    slug = "station-at-work"
    status = HTTPStatus.CONFLICT
    title = "The print station still works on this card"
    remedy = "Mend what keeps the printer. To give the card up, stop the station and clear the printer first."


class StationBusy(KerakError):
    """The print station has an order of which it has told nothing yet."""

    slug = "station-busy"
    status = HTTPStatus.CONFLICT
    title = "This station has told nothing yet of its last order"
    remedy = "Tell what became of that one first."


class WrongBlank(KerakError):
    """What was scanned is not the blank that is bound to this card."""

    slug = "wrong-blank"
    status = HTTPStatus.CONFLICT
    title = "This is another card's blank"
    remedy = (
        "Compare the child on the card with the file; "
        "both cards are flagged until each is scanned right, or spoiled."
    )
