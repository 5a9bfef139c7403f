"""Asks for a line of text, such as the reason that a clock's pause or a decision needs."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, Label

from queue_core.officer.screens.base import ConsoleModal
from queue_core.officer.shift import Shift
from queue_core.officer.widgets.key_line import KeyLine

SHORTEST, LONGEST = 3, 200


class Reason(ConsoleModal[str | None]):
    """Gives back what was typed, or None when the officer went back."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", "key.back", key_display="Esc", id="reason.back", tooltip="tip.back")
    ]

    def __init__(
        self,
        shift: Shift,
        question: str,
        value: str = "",
        shortest: int = SHORTEST,
        *,
        hidden: bool = False,
    ) -> None:
        super().__init__(shift)
        self._hidden = hidden
        self._question = question
        self._value = value
        self._shortest = shortest

    def compose(self) -> ComposeResult:
        """The question, and a line to answer it."""
        with Vertical(id="reason"):
            yield Label(self._question, id="question", markup=False)
            yield Input(self._value, max_length=LONGEST, password=self._hidden, id="line")
            yield Label("", id="words", markup=False)
        yield KeyLine()

    def on_input_submitted(self, submitted: Input.Submitted) -> None:
        """Takes the line; one that is too short says nothing."""
        line = " ".join(submitted.value.split())  # a tab that was pasted is a space
        if len(line) < self._shortest:
            self.query_one("#words", Label).update(self.shift.say("sop.too_short", shortest=self._shortest))
        else:
            self.dismiss(line)
