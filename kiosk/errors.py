"""What keeps a kiosk from starting, each with what the technician does about it."""

from __future__ import annotations

from queue_core.foundation.errors import KerakError


class PrinterNotUsable(KerakError):
    """The settings name a printer that no driver can open."""

    slug = "printer-not-usable"
    title = "The slip printer cannot be used"
    remedy = "Correct kiosk.printer in the settings."


class BookNotUsable(KerakError):
    """The kiosk's own book cannot be opened or written."""

    slug = "book-not-usable"
    title = "The kiosk's book cannot be used"
    remedy = "Let the kiosk's user write into the folder of kiosk.token_file, and free disk space there."
