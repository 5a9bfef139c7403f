"""What was read in the reading corner: a month day by day. M shows the month before, and this one again."""

from __future__ import annotations

from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.message import Message
from textual.widgets import Label

from queue_core.foundation.errors import KerakError
from queue_core.officer.reading import month_before, month_name, table
from queue_core.officer.screens.base import ConsoleModal
from queue_core.officer.shift import Core, Shift
from queue_core.officer.widgets.key_line import KeyLine
from queue_core.tickets.wire.reading import MonthOfReading


class ReadingScreen(ConsoleModal[None]):
    """The figures of this month, or of the one before it."""

    class Told(Message):
        """A title and the table, or why there is none."""

        def __init__(self, title: str, words: str) -> None:
            super().__init__()
            self.title = title
            self.words = words

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("m", "other_month", "key.other_month", id="reading.month", tooltip="tip.other_month"),
        Binding("escape", "dismiss", "key.back", key_display="Esc", id="list.back", tooltip="tip.back"),
    ]

    def __init__(self, shift: Shift) -> None:
        super().__init__(shift)
        self._before = False

    def compose(self) -> ComposeResult:
        """The table, and of which month it is."""
        with Vertical(id="files"):
            yield Label("", id="title", markup=False)
            with VerticalScroll(id="coverage"):
                yield Label(self.shift.say("files.reading"), id="table", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Reads the figures."""
        self._read()

    def action_other_month(self) -> None:
        """The month before, or this one again."""
        self._before = not self._before
        self._read()

    @work(thread=True, exclusive=True, group="reading")
    def _read(self) -> None:
        with self.shift.talking() as core:
            try:
                found = self._found(core)
                title = self.shift.say("reading.title", month=month_name(self.shift, found.month))
                self.post_message(self.Told(title, table(self.shift, found)))
            except KerakError as error:
                self.post_message(self.Told("", self.shift.problem(error)))

    def _found(self, core: Core) -> MonthOfReading:
        now = core.reading()
        return core.reading(month_before(now.month)) if self._before else now

    def on_reading_screen_told(self, told: Told) -> None:
        """Shows it."""
        self.query_one("#title", Label).update(told.title)
        self.query_one("#table", Label).update(told.words)
