"""What keeps a print station from working, each with what the technician does about it."""

from __future__ import annotations

from queue_core.foundation.errors import KerakError


class CardPrinterNotUsable(KerakError):
    """The settings name a card printer that no driver can open."""

    slug = "card-printer-not-usable"
    title = "The card printer cannot be used"
    remedy = "Correct print_station.printer in the settings."


class SheetPrinterNotUsable(KerakError):
    """The settings name a printer of paper that no driver can open."""

    slug = "sheet-printer-not-usable"
    title = "The printer of paper cannot be used"
    remedy = "Correct print_station.sheet_printer in the settings."


class SpoolNotUsable(KerakError):
    """The station's own book cannot be opened or written."""

    slug = "spool-not-usable"
    title = "The print station's book cannot be used"
    remedy = (
        "Let the station's user write into the folder of print_station.token_file, and free disk space there."
    )
