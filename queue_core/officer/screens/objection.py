"""One objection with its evidence: every clock of the ticket, laid out for the head of section."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Label, Static

from queue_core.feedback.rules import Ruling
from queue_core.feedback.wire import ObjectionView
from queue_core.officer.evidence import evidence_line, pause_line
from queue_core.officer.screens.base import ConsoleModal
from queue_core.officer.shift import Shift
from queue_core.officer.widgets.key_line import KeyLine


class ObjectionScreen(ConsoleModal[Ruling | None]):
    """Gives back the ruling, or None when the head of section went back."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "rule('accept')", "key.accept", id="objection.accept", tooltip="tip.accept"),
        Binding("x", "rule('refuse')", "key.refuse", id="objection.refuse", tooltip="tip.refuse"),
        Binding("escape", "dismiss", "key.back", key_display="Esc", id="objection.back", tooltip="tip.back"),
    ]

    def __init__(self, shift: Shift, view: ObjectionView, now: datetime) -> None:
        super().__init__(shift)
        self._view = view
        self._now = now

    def compose(self) -> ComposeResult:
        """Who served, and each clock with its pauses."""
        served_by = ", ".join(self._view.served_by) or "-"
        title = self.shift.say("objection.title", number=self._view.number, officers=served_by)
        with Vertical(id="objection"):
            yield Label(title, id="title", markup=False)
            yield Static("\n".join(self._lines()), id="evidence", markup=False)
        yield KeyLine()

    def action_rule(self, ruling: str) -> None:
        """Accepts or refuses; the reason is asked next."""
        self.dismiss(Ruling(ruling))

    def _lines(self) -> Iterator[str]:
        if not self._view.evidence:
            yield self.shift.say("objection.no_clock")
        for step in self._view.evidence:
            yield evidence_line(self.shift, step, self._now)
            for pause in step.pauses:
                yield "    " + pause_line(self.shift, pause)
