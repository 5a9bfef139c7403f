"""Asks for a line of text, such as the reason that a clock's pause or a decision needs."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Footer, Input, Label

from queue_core.officer.screens.base import ConsoleModal
from queue_core.officer.shift import Shift

SHORTEST, LONGEST = 3, 200


class Reason(ConsoleModal[str | None]):
    """Gives back what was typed, or None when the officer went back."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", "key.back", key_display="Esc", id="reason.back", tooltip="tip.back")
    ]

    def __init__(self, shift: Shift, question: str, value: str = "") -> None:
        super().__init__(shift)
        self._question = question
        self._value = value

    def compose(self) -> ComposeResult:
        """The question, and a line to answer it."""
        with Vertical(id="reason"):
            yield Label(self._question, id="question", markup=False)
            yield Input(self._value, max_length=LONGEST, id="line")
            yield Label("", id="words", markup=False)
        yield Footer()

    def on_input_submitted(self, submitted: Input.Submitted) -> None:
        """Takes the line; one that is too short says nothing."""
        line = " ".join(submitted.value.split())  # a tab that was pasted is a space
        if len(line) < SHORTEST:
            self.query_one("#words", Label).update(self.shift.say("sop.too_short", shortest=SHORTEST))
        else:
            self.dismiss(line)
