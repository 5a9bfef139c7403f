"""What keeps a kiosk from starting, each with what the technician does about it."""

from __future__ import annotations

from queue_core.foundation.errors import KerakError


class TokenMissing(KerakError):
    """The file with this kiosk's token cannot be read, or is empty."""

    slug = "token-missing"
    title = "This kiosk has no token"
    remedy = "Enrol it with 'kerak device enrol' and put the token into that file."


class PrinterNotUsable(KerakError):
    """The settings name a printer that no driver can open."""

    slug = "printer-not-usable"
    title = "The slip printer cannot be used"
    remedy = "Correct kiosk.printer in the settings."
