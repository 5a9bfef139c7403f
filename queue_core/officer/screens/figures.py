"""A table of figures that one key shows otherwise: read beside the screen, shown with its title."""

from __future__ import annotations

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.message import Message
from textual.widgets import Label

from queue_core.foundation.errors import KerakError
from queue_core.officer.screens.base import ConsoleModal
from queue_core.officer.shift import Core, Shift
from queue_core.officer.widgets.key_line import KeyLine

BACK = Binding("escape", "dismiss", "key.back", key_display="Esc", id="list.back", tooltip="tip.back")


class FiguresScreen(ConsoleModal[None]):
    """What a kind of figures adds: its keys, one of them bound to `turn`, and `figures`."""

    class Told(Message):
        """A title and the table, or why there is none."""

        def __init__(self, title: str, words: str) -> None:
            super().__init__()
            self.title = title
            self.words = words

    def __init__(self, shift: Shift) -> None:
        super().__init__(shift)
        self.turned = False

    def figures(self, core: Core) -> tuple[str, str]:
        """Title and table, as they are while `turned` or not. Raises KerakError."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        """The table, and of what it is."""
        with Vertical(id="files"):
            yield Label("", id="title", markup=False)
            with VerticalScroll(id="coverage"):
                yield Label(self.shift.say("files.reading"), id="table", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Reads the figures."""
        self._read()

    def action_turn(self) -> None:
        """The figures the other way, or as they were."""
        self.turned = not self.turned
        self._read()

    @work(thread=True, exclusive=True, group="figures")
    def _read(self) -> None:
        with self.shift.talking() as core:
            try:
                self.post_message(self.Told(*self.figures(core)))
            except KerakError as error:
                self.post_message(self.Told("", self.shift.problem(error)))

    def on_figures_screen_told(self, told: Told) -> None:
        """Shows it."""
        self.query_one("#title", Label).update(told.title)
        self.query_one("#table", Label).update(told.words)
