"""`virtual:FOLDER`: a printer of paper whose tray is a folder; each job is a PDF in it.

It misbehaves on command: `fault.txt` in its folder holds `offline`, or one of FAULTS.
"""

from pathlib import Path

from devices.cards.port import JobId, JobState, JobView, PrinterStatus, Problem, checked_name
from devices.errors import CardNotTaken, CardUnclear, UnknownFault

FAULTS = {
    "vanish": "takes the sheets, gives no answer, and prints them",
    "refuse": "takes the sheets, and gives them up",
}


class VirtualSheetPrinter:
    """A `SheetPrinter` without a printer."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def status(self) -> PrinterStatus:
        """Offline, where that was ordered."""
        return PrinterStatus(Problem.offline if self._fault() == Problem.offline else None)

    def send(self, job_name: str, pdf: bytes) -> JobId:
        """Print a PDF at once."""
        name, fault = checked_name(job_name), self._fault()
        if fault == Problem.offline:
            raise CardNotTaken(Problem.offline, "it is offline")
        if fault == "refuse":
            return JobId("refused")
        self._folder.mkdir(parents=True, exist_ok=True)
        number = len(list(self._folder.glob("*.pdf"))) + 1
        (self._folder / f"{number:06d}.{name}.pdf").write_bytes(pdf)
        if fault == "vanish":
            raise CardUnclear("the printer vanished after it had the sheets")
        return JobId(f"{number:06d}")

    def look(self, job: JobId) -> JobView:
        """Done, given up, or never heard of."""
        if job == "refused":
            return JobView(JobState.failed)
        is_out = job.isdecimal() and any(self._folder.glob(f"{job}.*.pdf"))
        return JobView(JobState.done if is_out else JobState.unknown)

    def _fault(self) -> str:
        try:
            word = (self._folder / "fault.txt").read_text(encoding="utf-8").strip()
        except (FileNotFoundError, NotADirectoryError):
            return ""
        if word in ("", Problem.offline, *FAULTS):
            return word
        raise UnknownFault(word, (Problem.offline, *FAULTS))
