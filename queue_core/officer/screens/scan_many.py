"""Scans back one card after another: the line is free again at once, and a wrong card is told aloud."""

from __future__ import annotations

from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Input, Label, RichLog

from queue_core.foundation.errors import KerakError
from queue_core.officer.print_many import scanned_back, why_wrong
from queue_core.officer.screens.base import ConsoleModal
from queue_core.officer.shift import Shift
from queue_core.officer.widgets.key_line import KeyLine
from queue_core.officer.widgets.serial_line import SerialLine
from queue_core.stock.rules.serials import read_serial

WRONG = "-wrong"
"""The class of the words while the last card was wrong."""


class ScanManyScreen(ConsoleModal[None]):
    """A line for serials, and what came of each card, the latest last."""

    class Scanned(Message):
        """What came of one card."""

        def __init__(self, serial: str, words: str, *, right: bool) -> None:
            super().__init__()
            self.serial = serial
            self.words = words
            self.right = right

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", "key.back", key_display="Esc", id="list.back", tooltip="tip.back")
    ]

    def __init__(self, shift: Shift) -> None:
        super().__init__(shift)
        self._right = 0
        self._wrong = 0

    def compose(self) -> ComposeResult:
        """The line, what came of the last card, and of those before."""
        with Vertical(id="scan-many"):
            yield Label(self.shift.say("many.scan_title"), id="title", markup=False)
            yield Label(self.shift.say("many.compare"), id="about", markup=False)
            yield SerialLine(self.shift, many=True)
            yield Label("", id="words", markup=False)
            yield RichLog(id="scanned", markup=False, wrap=True, min_width=1)
        yield KeyLine()

    def on_mount(self) -> None:
        """The scanner types into the line; the list is only looked at."""
        self.query_one(RichLog).can_focus = False

    def on_input_submitted(self, submitted: Input.Submitted) -> None:
        """Takes a serial, and is ready for the next."""
        line = submitted.value
        submitted.input.clear()
        serial = read_serial(line)
        if serial is not None:
            self._scan(serial)
        elif line.strip():
            self.post_message(self.Scanned("", self.shift.say("card.no_serial"), right=False))

    def on_serial_line_page_opened(self, opened: SerialLine.PageOpened) -> None:
        """Says where the camera page is."""
        words = self.query_one("#words", Label)
        words.update(opened.words)
        words.remove_class(WRONG)

    @work(thread=True, group="scan")
    def _scan(self, serial: str) -> None:
        with self.shift.talking() as core:
            try:
                found = scanned_back(core, serial)
            except KerakError as error:
                words = self.shift.say("many.wrong", serial=serial, why=why_wrong(self.shift, error))
                self.post_message(self.Scanned(serial, words, right=False))
                return
        if found is None:
            words = self.shift.say("many.wrong", serial=serial, why=self.shift.say("many.nobodys"))
            self.post_message(self.Scanned(serial, words, right=False))
            return
        order, child = found
        words = self.shift.say("many.right", serial=serial, file=order.file_id, child=child)
        self.post_message(self.Scanned(serial, words, right=True))

    def on_scan_many_screen_scanned(self, scanned: Scanned) -> None:
        """Counts, says it, and shouts where the card is wrong."""
        self._right += scanned.right
        self._wrong += not scanned.right
        title = self.shift.say("many.scan_title")
        count = self.shift.say("many.scanned", right=self._right, wrong=self._wrong)
        self.query_one("#title", Label).update(f"{title}: {count}")
        words = self.query_one("#words", Label)
        words.update(scanned.words)
        words.set_class(not scanned.right, WRONG)
        self.query_one(RichLog).write(scanned.words)
        self.query_one(SerialLine).tell(scanned.serial, scanned.words, right=scanned.right)
        if not scanned.right:
            self.app.bell()
