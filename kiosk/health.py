"""How this kiosk is: its printer, and what became of the last slip."""

from __future__ import annotations

from importlib.metadata import version

from devices.errors import DeviceError
from devices.printing.paper import Paper
from devices.printing.port import Outcome, Readiness, SlipPrinter
from queue_core.access.wire import DeviceHealth, OwnNumbers


class WatchedPrinter:
    """A `SlipPrinter` that remembers what became of the last slip."""

    def __init__(self, printer: SlipPrinter) -> None:
        self._printer = printer
        self.last: Outcome | None = None

    def check(self) -> Readiness:
        """Ask for the state; moves no paper."""
        return self._printer.check()

    def print(self, paper: Paper) -> Outcome:
        """Print one paper and say what became of it."""
        self.last = self._printer.print(paper)
        return self.last

    def health(self, numbers: OwnNumbers | None = None) -> DeviceHealth:
        """What the core is told."""
        try:
            printer = self.check()
        except DeviceError:
            printer = Readiness.offline
        slip = self.last.value if self.last else None
        return DeviceHealth(version=version("kerak-telor"), printer=printer.value, slip=slip, numbers=numbers)
