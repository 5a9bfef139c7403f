"""`virtual:FOLDER` or `virtual:FOLDER?seconds=2`: a card printer whose hopper is a folder.

It takes `seconds` for a card, works while it is asked, and goes on after a restart with what it had taken. It
misbehaves on command: `fault.txt` in its folder holds one word, a problem of the port or one of FAULTS.
"""

import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from PIL import Image

from devices.cards.hopper import Event, Hopper, Job
from devices.cards.pictures import encode, stack
from devices.cards.port import JobId, JobState, JobView, PrinterStatus, Problem, checked_name
from devices.errors import BadAddress, CardNotTaken, CardUnclear, UnknownFault

FAULTS = {
    "vanish": "takes the bytes, gives no answer, and prints the card",
    "swallow": "takes the bytes, gives no answer, and prints nothing",
    "silent": "says done, and prints nothing",
    "twice": "says done, and puts out two cards",
    "refuse": "takes the card, and gives it up",
}
_ENDS = {"silent": Event.nothing, "twice": Event.twice, "refuse": Event.refused, "swallow": Event.lost}
_STATES = {
    Event.out: JobState.done,
    Event.twice: JobState.done,
    Event.nothing: JobState.done,
    Event.lost: JobState.unknown,
    Event.refused: JobState.failed,
    Event.cancelled: JobState.failed,
}


def open_driver(rest: str) -> "VirtualCardPrinter":
    """The virtual printer that prints into this folder."""
    folder, _, setting = rest.partition("?")
    key, _, seconds = (setting or "seconds=0").partition("=")
    if not folder or key != "seconds" or not seconds.replace(".", "", 1).isdecimal():
        raise BadAddress(f"virtual:{rest}", "virtual:FOLDER or virtual:FOLDER?seconds=NUMBER")
    return VirtualCardPrinter(Path(folder), float(seconds))


class VirtualCardPrinter:
    """A `CardPrinter` without a printer; `clock` counts seconds."""

    def __init__(self, folder: Path, seconds: float = 0, clock: Callable[[], float] = time.monotonic) -> None:
        self._folder = folder
        self._seconds = seconds
        self._clock = clock
        self._hopper = Hopper(folder, lambda: datetime.now(UTC))
        self._waiting = [job for job in self._hopper.jobs.values() if job.last is Event.taken]
        self._begun: float | None = None
        self._lock = threading.Lock()

    def status(self) -> PrinterStatus:
        """The problem that was ordered, if one was."""
        with self._lock:
            self._work()
            return PrinterStatus(self._problem())

    def send(self, job_name: str, sides: Sequence[Image.Image]) -> JobId:
        """Take a card; it comes out when its time has passed."""
        order, fault = checked_name(job_name), self._fault()
        if fault == Problem.offline:
            raise CardNotTaken(Problem.offline, "it is offline")
        with self._lock:
            try:
                job = self._hopper.take(order, encode([stack(sides)], "PNG"))
            except OSError as error:
                raise CardNotTaken(Problem.other, f"its folder takes nothing ({error.strerror})") from None
            self._waiting.append(job)
            self._work()
        if fault in ("vanish", "swallow"):
            raise CardUnclear("the printer vanished after it had the card")
        return JobId(f"{job.number:06d}")

    def look(self, job: JobId) -> JobView:
        """How far the card is; a job that it never had is unknown."""
        with self._lock:
            self._work()
            known, problem = self._find(job), self._problem()
        if problem is Problem.offline:
            return JobView(JobState.silent, problem)
        if known is None:
            return JobView(JobState.unknown)
        if known.last in _STATES:
            return JobView(_STATES[known.last])
        if problem:
            return JobView(JobState.held, problem)
        return JobView(JobState.printing if known is self._waiting[0] else JobState.pending)

    def cancel(self, job: JobId) -> None:
        """Let a card be that has not come out."""
        with self._lock:
            self._work()
            known = self._find(job)
            if known in self._waiting and self._problem() is not Problem.offline:
                self._finish(known, Event.cancelled)

    def clear(self) -> bool:
        """Let every card be that has not come out."""
        with self._lock:
            self._work()
            if self._problem() is not Problem.offline:
                for job in tuple(self._waiting):
                    self._finish(job, Event.cancelled)
            return not self._waiting

    def _work(self) -> None:
        """Put out what is due by now; a problem stops the work, and a card begins anew after it."""
        if self._problem():
            self._begun = None
            return
        end = _ENDS.get(self._fault(), Event.out)
        with suppress(OSError):  # the folder is full: the card waits
            while self._waiting and self._is_due():
                self._finish(self._waiting[0], end)

    def _is_due(self) -> bool:
        now = self._clock()
        if self._begun is None:
            self._begun = now
        return now - self._begun >= self._seconds

    def _finish(self, job: Job, event: Event) -> None:
        self._hopper.end(job, event)
        self._waiting.remove(job)
        self._begun = None

    def _find(self, job: JobId) -> Job | None:
        return self._hopper.jobs.get(int(job)) if job.isdecimal() else None

    def _problem(self) -> Problem | None:
        fault = self._fault()
        return Problem(fault) if fault in list(Problem) else None

    def _fault(self) -> str:
        try:
            word = (self._folder / "fault.txt").read_text(encoding="utf-8").strip()
        except (FileNotFoundError, NotADirectoryError):
            return ""
        if word in ("", *Problem, *FAULTS):
            return word
        raise UnknownFault(word, (*Problem, *FAULTS))
