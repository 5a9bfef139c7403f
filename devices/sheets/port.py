"""What every printer of paper sheets can do: the spoken protocol is that of `devices.cards.port`, for a PDF.

`send()` hands a PDF over and returns; `look()` says how far it is. No driver repeats a call.
"""

from typing import Protocol

from devices.cards.port import JobId, JobView, PrinterStatus


class SheetPrinter(Protocol):
    """A printer of A4 paper or of labels on such sheets."""

    def status(self) -> PrinterStatus:
        """How the printer is; one that cannot be reached is offline."""
        ...

    def send(self, job_name: str, pdf: bytes) -> JobId:
        """Hand a PDF over, to be printed in its own size and on one side.

        Raises BadJobName, CardNotTaken (surely nothing comes out) or CardUnclear (nobody knows).
        """
        ...

    def look(self, job: JobId) -> JobView:
        """How far it is; raises nothing for a fault of the device."""
        ...
