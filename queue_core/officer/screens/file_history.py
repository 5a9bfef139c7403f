"""Who moved a file or looked at its numbers: a list to read."""

from __future__ import annotations

from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Label, OptionList

from queue_core.foundation.errors import KerakError
from queue_core.kia.wire.people import FileHistory
from queue_core.officer.file_history import lines
from queue_core.officer.screens.base import ConsoleModal
from queue_core.officer.shift import Shift
from queue_core.officer.widgets.key_line import KeyLine


class HistoryScreen(ConsoleModal[None]):
    """The acts on one file, the latest first."""

    class Told(Message):
        """The core has told, or why it did not."""

        def __init__(self, history: FileHistory | None, words: str) -> None:
            super().__init__()
            self.history = history
            self.words = words

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss", "key.back", key_display="Esc", id="list.back", tooltip="tip.back")
    ]

    def __init__(self, shift: Shift, file_id: int) -> None:
        super().__init__(shift)
        self._file_id = file_id

    def compose(self) -> ComposeResult:
        """The title, the acts, a line for words."""
        with Vertical(id="files"):
            yield Label(self.shift.say("files.title_history", id=self._file_id), id="title", markup=False)
            yield OptionList(id="entries")
            yield Label(self.shift.say("files.reading"), id="words", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Asks the core."""
        self._read()

    @work(thread=True, group="history")
    def _read(self) -> None:
        with self.shift.talking() as core:
            try:
                self.post_message(self.Told(core.file_history(self._file_id), ""))
            except KerakError as error:
                self.post_message(self.Told(None, self.shift.problem(error)))

    def on_history_screen_told(self, told: Told) -> None:
        """Lists the acts."""
        self.query_one("#words", Label).update(told.words)
        if told.history is not None:
            options = self.query_one("#entries", OptionList)
            options.add_options(Content(line) for line in lines(self.shift, told.history))
