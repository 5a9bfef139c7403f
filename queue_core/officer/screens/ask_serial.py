"""Asks for the serial of one blank, until it is one."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, Label

from queue_core.officer.screens.base import ConsoleModal
from queue_core.officer.shift import Shift
from queue_core.officer.widgets.key_line import KeyLine
from queue_core.officer.widgets.serial_line import SerialLine
from queue_core.stock.rules.serials import read_serial


class AskSerial(ConsoleModal[str | None]):
    """Gives back a serial, or None when the officer went back."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", "key.back", key_display="Esc", id="serial.back", tooltip="tip.back")
    ]

    def __init__(self, shift: Shift, question: str, just_read: str = "") -> None:
        super().__init__(shift)
        self._question = question
        self._just_read = just_read

    def compose(self) -> ComposeResult:
        """The question, and a line to answer it."""
        with Vertical(id="reason"):
            yield Label(self._question, id="question", markup=False)
            yield SerialLine(self.shift, just_read=self._just_read)
            yield Label("", id="words", markup=False)
        yield KeyLine()

    def on_input_submitted(self, submitted: Input.Submitted) -> None:
        """Takes a serial; says so where it is none."""
        serial = read_serial(submitted.value)
        if serial is not None:
            self.dismiss(serial)
        elif submitted.value.strip():
            submitted.input.clear()
            self._write(self.shift.say("card.no_serial"))

    def on_serial_line_page_opened(self, opened: SerialLine.PageOpened) -> None:
        """Says where the camera page is."""
        self._write(opened.words)

    def _write(self, line: str) -> None:
        self.query_one("#words", Label).update(line)
