"""The top line: where one is, who one is, the office's time, and whether it is only a demonstration."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Static

from queue_core.officer.shift import Shift


class TopLine(Horizontal):
    """One line at the top of every screen."""

    def compose(self) -> ComposeResult:
        """Place at the left, person and time at the right."""
        yield Static(id="place", markup=False)
        yield Static(id="demonstration", markup=False)
        yield Static(id="person", markup=False)

    def show(self, shift: Shift, place: str) -> None:
        """Paints where, who and when."""
        now = shift.now()
        parts = [shift.me, shift.clock_time(now) if now and shift.office else ""]
        self.query_one("#place", Static).update(place)
        self.query_one("#person", Static).update("  ".join(part for part in parts if part))
        demonstration = self.query_one("#demonstration", Static)
        demonstration.update(shift.say("demonstration"))
        demonstration.display = bool(shift.office and shift.office.demonstration)
