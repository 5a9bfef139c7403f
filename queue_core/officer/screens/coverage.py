"""Who has a card: a table with a bar for each village, and the months. P shows it as it may be published."""

from __future__ import annotations

from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.message import Message
from textual.widgets import Label

from queue_core.foundation.errors import KerakError
from queue_core.officer.children import table
from queue_core.officer.screens.base import ConsoleModal
from queue_core.officer.shift import Shift
from queue_core.officer.widgets.key_line import KeyLine


class CoverageScreen(ConsoleModal[None]):
    """The figures of this month and of the twelve up to it."""

    class Told(Message):
        """The table, or why there is none."""

        def __init__(self, words: str) -> None:
            super().__init__()
            self.words = words

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("p", "publish", "key.publish", id="coverage.publish", tooltip="tip.publish"),
        Binding("escape", "dismiss", "key.back", key_display="Esc", id="list.back", tooltip="tip.back"),
    ]

    def __init__(self, shift: Shift) -> None:
        super().__init__(shift)
        self._public = False

    def compose(self) -> ComposeResult:
        """The table, and what kind it is."""
        with Vertical(id="files"):
            yield Label("", id="title", markup=False)
            with VerticalScroll(id="coverage"):
                yield Label(self.shift.say("files.reading"), id="table", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Reads the figures."""
        self._read()

    def action_publish(self) -> None:
        """All figures, or those that may be published."""
        self._public = not self._public
        self._read()

    @work(thread=True, exclusive=True, group="coverage")
    def _read(self) -> None:
        with self.shift.talking() as core:
            try:
                self.post_message(self.Told(table(self.shift, core.coverage(public=self._public))))
            except KerakError as error:
                self.post_message(self.Told(self.shift.problem(error)))

    def on_coverage_screen_told(self, told: Told) -> None:
        """Shows it."""
        title = "children.title_public" if self._public else "children.title_coverage"
        self.query_one("#title", Label).update(self.shift.say(title))
        self.query_one("#table", Label).update(told.words)
