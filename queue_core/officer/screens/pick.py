"""A list to choose one entry from. It gives back the entry's id, or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Footer, Label, OptionList
from textual.widgets.option_list import Option

from queue_core.officer.more import Entry
from queue_core.officer.screens.base import ConsoleModal
from queue_core.officer.shift import Shift


class Pick(ConsoleModal[str]):
    """Asks for one of some entries."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "choose", "key.pick", id="pick.choose", key_display="Enter", tooltip="tip.pick"),
        Binding("escape,q", "leave", "key.back", key_display="Esc", id="pick.back", tooltip="tip.back"),
    ]

    def __init__(self, shift: Shift, title: str, entries: Sequence[Entry]) -> None:
        super().__init__(shift)
        self._title = title
        self._entries = entries

    def compose(self) -> ComposeResult:
        """The title and the entries."""
        with Vertical(id="pick"):
            yield Label(self._title, id="title", markup=False)
            yield OptionList(
                *(Option(Content(entry.words), id=entry.id) for entry in self._entries), id="entries"
            )
            if not self._entries:
                yield Label(self.shift.say("more.nothing"), id="words", markup=False)
        yield Footer()

    def action_choose(self) -> None:
        """Space chooses as Enter does."""
        self.query_one(OptionList).action_select()

    def action_leave(self) -> None:
        """Goes back without a choice."""
        self.dismiss(None)

    def on_option_list_option_selected(self, selected: OptionList.OptionSelected) -> None:
        """Takes the entry."""
        self.dismiss(selected.option.id)
