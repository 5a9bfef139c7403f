"""The same child? Two files side by side, and what an officer decides, which it gives back."""

from __future__ import annotations

from typing import ClassVar

from rich.text import Text
from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import DataTable, Label, OptionList
from textual.widgets.option_list import Option

from queue_core.foundation.errors import KerakError
from queue_core.kia.wire.files import FileView
from queue_core.officer.alike_view import COMPARED, answers
from queue_core.officer.file_view import field_name, value_words
from queue_core.officer.screens.list_modal import ListModal
from queue_core.officer.shift import Shift
from queue_core.officer.widgets.key_line import KeyLine


class AlikeScreen(ListModal[str]):
    """Compares the file at work with another one."""

    class Told(Message):
        """The other file, or why it could not be read."""

        def __init__(self, other: FileView | None, words: str = "") -> None:
            super().__init__()
            self.other = other
            self.words = words

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "leave", "key.back", key_display="Esc", id="pick.back", tooltip="tip.back"),
    ]
    AUTO_FOCUS = "#entries"

    def __init__(self, shift: Shift, view: FileView, other_id: int) -> None:
        super().__init__(shift)
        self._view = view
        self._other_id = other_id

    def compose(self) -> ComposeResult:
        """Both files, and the answers once the other was read."""
        with Vertical(id="alike"):
            yield Label(self.shift.say("alike.title"), id="title", markup=False)
            yield DataTable(id="both", cursor_type="none", zebra_stripes=True)
            yield OptionList(id="entries")
            yield Label(self.shift.say("files.reading"), id="words", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Reads the other file."""
        self.query_one(DataTable).can_focus = False
        self._read()

    def action_leave(self) -> None:
        """Goes back undecided."""
        self.dismiss(None)

    def on_option_list_option_selected(self, selected: OptionList.OptionSelected) -> None:
        """Takes the answer."""
        self.dismiss(selected.option.id)

    @work(thread=True, group="alike")
    def _read(self) -> None:
        with self.shift.talking() as core:
            try:
                self.post_message(self.Told(core.file(self._other_id)))
            except KerakError as error:
                self.post_message(self.Told(None, self.shift.problem(error)))

    def on_alike_screen_told(self, told: Told) -> None:
        """Shows both, and asks."""
        self.query_one("#words", Label).update(told.words)
        if told.other is None:
            return
        table = self.query_one(DataTable)
        ids = (self._view.head.id, self._other_id)
        table.add_columns("", *(self.shift.say("alike.file", id=one) for one in ids))
        for name in COMPARED:
            both = (value_words(self.shift, name, _said(view, name)) for view in (self._view, told.other))
            table.add_row(field_name(self.shift, name), *(Text(one or "-") for one in both))
        options = self.query_one(OptionList)
        options.add_options(Option(one.words, id=one.id) for one in answers(self.shift, self._view))
        options.highlighted = 0


def _said(view: FileView, name: str) -> object:
    return getattr(view.draft.child, name)
