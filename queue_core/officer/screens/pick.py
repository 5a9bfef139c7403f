"""A list to choose one entry from. It gives back the entry's id, or nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.events import Key
from textual.widgets import Label, OptionList
from textual.widgets.option_list import Option

from queue_core.officer.more import Entry
from queue_core.officer.screens.list_modal import ListModal
from queue_core.officer.shift import Shift
from queue_core.officer.widgets.key_line import KeyLine

NO_KEYS: Mapping[str, str] = MappingProxyType({})


class Pick(ListModal[str]):
    """Asks for one of some entries."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "leave", "key.back", key_display="Esc", id="pick.back", tooltip="tip.back"),
    ]

    def __init__(
        self, shift: Shift, title: str, entries: Sequence[Entry], keys: Mapping[str, str] = NO_KEYS
    ) -> None:
        """`keys` choose an entry at once: a key and the entry's id."""
        super().__init__(shift)
        self._keys = keys
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
        yield KeyLine()

    def on_key(self, event: Key) -> None:
        """Takes the entry that the key stands for."""
        chosen = self._keys.get(event.key)
        if chosen is not None and chosen in {entry.id for entry in self._entries}:
            event.stop()
            self.dismiss(chosen)

    def action_leave(self) -> None:
        """Goes back without a choice."""
        self.dismiss(None)

    def on_option_list_option_selected(self, selected: OptionList.OptionSelected) -> None:
        """Takes the entry."""
        self.dismiss(selected.option.id)
