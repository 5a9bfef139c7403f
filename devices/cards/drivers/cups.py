"""`cups:QUEUE`: a card printer behind the CUPS of this machine, on the port 631 of loopback."""

import re

from devices.cards.ipp import IppCardPrinter
from devices.errors import BadAddress


def open_driver(rest: str) -> IppCardPrinter:
    """The printer of this queue."""
    if not re.fullmatch(r"[A-Za-z0-9_.-]+", rest):
        raise BadAddress(f"cups:{rest}", "cups:QUEUE")
    return IppCardPrinter(f"ipp://localhost:631/printers/{rest}")
