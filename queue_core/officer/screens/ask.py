"""A question before an act that cannot be taken back. 'No' has the focus, so that Space harms nothing."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Button, Label

from queue_core.officer.screens.base import ConsoleModal
from queue_core.officer.shift import Shift


class Ask(ConsoleModal[bool]):
    """Asks; gives back whether the officer said yes."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "answer(True)", "key.yes", id="ask.yes", tooltip="tip.yes"),
        Binding(
            "t,n,escape", "answer(False)", "key.no", key_display="keyname.no", id="ask.no", tooltip="tip.no"
        ),
        Binding("space", "press", "key.press", id="ask.press", tooltip="tip.press", show=False),
        Binding("left,right", "app.focus_next", "key.move", id="ask.move", tooltip="tip.move", show=False),
    ]
    AUTO_FOCUS = "#no"

    def __init__(self, shift: Shift, question: str) -> None:
        super().__init__(shift)
        self.question = question

    def compose(self) -> ComposeResult:
        """The question and its two answers."""
        with Vertical(id="ask"):
            yield Label(self.question, markup=False)
            with Horizontal():
                yield Button(self.shift.say("ask.yes"), id="yes")
                yield Button(self.shift.say("ask.no"), id="no", variant="primary")

    def on_button_pressed(self, pressed: Button.Pressed) -> None:
        """Takes the answer by the button."""
        self.dismiss(pressed.button.id == "yes")

    def action_press(self) -> None:
        """Space presses the button that has the focus, as Enter does."""
        if isinstance(self.focused, Button):
            self.focused.press()

    def action_answer(self, yes: bool) -> None:
        """Takes the answer by its key."""
        self.dismiss(yes)
