"""A printer of paper that speaks IPP, or CUPS before one: as for cards, with a PDF instead of pictures."""

from devices.cards.ipp import IppCardPrinter, Ticket
from devices.cards.port import JobId, JobView, PrinterStatus

PDF = "application/pdf"
DEADLINE = 3_600
"""Seconds after which CUPS cancels what is not printed: a small printer takes long for a hundred sheets."""
TICKET: Ticket = {
    "sides": "one-sided",
    "media": "iso_a4_210x297mm",
    "print-scaling": "none",
    "job-cancel-after": DEADLINE,
}
"""Labels and cards that were made smaller to fit a printer's margins would miss their places."""


class IppSheetPrinter:
    """A `SheetPrinter` behind whatever speaks IPP."""

    def __init__(self, printer: IppCardPrinter) -> None:
        self._printer = printer

    def status(self) -> PrinterStatus:
        """What the printer, or CUPS for it, tells of itself."""
        return self._printer.status()

    def send(self, job_name: str, pdf: bytes) -> JobId:
        """Hand the PDF over."""
        return self._printer.send_document(job_name, pdf, PDF, TICKET)

    def look(self, job: JobId) -> JobView:
        """How far it is; what neither CUPS nor the printer knows any more is unknown."""
        return self._printer.look(job)
