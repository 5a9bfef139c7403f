"""Finds the driver of a printer of paper by its address: `virtual:FOLDER`, `cups:QUEUE` or `ipp://HOST:PORT/PATH`."""

from pathlib import Path

from devices.cards.ipp import IppCardPrinter
from devices.cards.open import open_card_printer
from devices.errors import BadAddress
from devices.sheets.ipp import IppSheetPrinter
from devices.sheets.port import SheetPrinter
from devices.sheets.virtual import VirtualSheetPrinter


def open_sheet_printer(address: str) -> SheetPrinter:
    """The printer at this address; opening it asks nothing of it. Raises UnknownPrinter or BadAddress.

    A printer of cards that speaks IPP differs from one of paper in what it is sent, no more.
    """
    kind, _, rest = address.partition(":")
    if kind == "virtual" and rest:
        return VirtualSheetPrinter(Path(rest))
    printer = open_card_printer(address)
    if not isinstance(printer, IppCardPrinter):
        raise BadAddress(address, "virtual:FOLDER, cups:QUEUE or ipp://HOST:PORT/PATH")
    return IppSheetPrinter(printer)
