"""What every list over a screen has: a line to choose by Enter or Space, and a line for words."""

from __future__ import annotations

from typing import ClassVar, TypeVar

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Label, OptionList

from queue_core.officer.screens.base import ConsoleModal

Result = TypeVar("Result")


class ListModal(ConsoleModal[Result]):
    """A list to choose from. It has one OptionList, and a label `#words` where it writes."""

    class Failed(Message):
        """The core has refused, could not be reached, or there is something else to say."""

        def __init__(self, words: str) -> None:
            super().__init__()
            self.words = words

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "choose", "key.pick", id="list.choose", key_display="Enter", tooltip="tip.pick"),
    ]

    def action_choose(self) -> None:
        """Space chooses as Enter does."""
        self.query_one(OptionList).action_select()

    def on_list_modal_failed(self, failed: Failed) -> None:
        """Says why."""
        self.write(failed.words)

    def write(self, words: str) -> None:
        """Says something in the line for words."""
        self.query_one("#words", Label).update(words)
