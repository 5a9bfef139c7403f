"""`ipp://HOST:PORT/PATH`: a card printer that speaks IPP itself, or a queue of a CUPS elsewhere."""

from urllib.parse import urlsplit

from devices.cards.ipp import IppCardPrinter
from devices.errors import BadAddress


def open_driver(rest: str) -> IppCardPrinter:
    """The printer at this address."""
    uri = f"ipp:{rest}"
    try:
        parts = urlsplit(uri)
        is_whole = bool(parts.hostname and parts.path.strip("/") and parts.port != 0)
    except ValueError:
        is_whole = False
    if not is_whole:
        raise BadAddress(uri, "ipp://HOST:PORT/PATH")
    return IppCardPrinter(uri)
