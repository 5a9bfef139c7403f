"""Where somebody works who serves at no counter: the camat, who signs and agrees to what takes two people."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Label, OptionList
from textual.widgets.option_list import Option

from queue_core.officer.files import ASKED, TO_SIGN, signs
from queue_core.officer.screens.base import ConsoleModal, ConsoleScreen
from queue_core.officer.screens.clocks import ClocksScreen
from queue_core.officer.screens.files import FilesScreen
from queue_core.officer.screens.reading import ReadingScreen
from queue_core.officer.screens.stock import StockScreen
from queue_core.officer.shift import Shift
from queue_core.officer.widgets.connection import ConnectionLine
from queue_core.officer.widgets.key_line import KeyLine
from queue_core.officer.widgets.top_line import TopLine

DOORS: Mapping[str, Callable[[Shift], ConsoleModal[None]]] = {
    "sign": lambda shift: FilesScreen(shift, None, TO_SIGN),
    "asked": lambda shift: FilesScreen(shift, None, ASKED),
    "files": lambda shift: FilesScreen(shift, None),
    "stock": StockScreen,
    "clocks": ClocksScreen,
    "reading": ReadingScreen,
}


class RoomScreen(ConsoleScreen):
    """What can be done, one line each."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "choose", "key.pick", id="room.choose", key_display="Enter", tooltip="tip.pick"),
        Binding("o", "files", "key.files", id="room.files", tooltip="tip.files"),
        Binding("q", "app.quit_console", "key.quit", id="room.quit", tooltip="tip.quit"),
    ]

    @property
    def offers(self) -> Mapping[str, str]:
        """A plain letter is enough to leave from here."""
        return {
            "room.choose": "key.pick",
            "room.files": "key.files",
            "app.clocks": "key.clocks",
            "room.quit": "key.quit",
            "app.language": "key.language",
        }

    def compose(self) -> ComposeResult:
        """The list and the connection."""
        yield TopLine()
        with Vertical(id="choose"):
            yield Label(id="title", markup=False)
            yield OptionList(*(Option("", id=door) for door in self._doors()), id="entries")
        yield ConnectionLine(id="connection")
        yield KeyLine()

    def retell(self) -> None:
        """Writes every sentence anew."""
        self.query_one("#title", Label).update(self.shift.say("room.title"))
        options = self.query_one(OptionList)
        for door in self._doors():
            options.replace_option_prompt(door, self.shift.say(f"room.{door}"))
        options.highlighted = options.highlighted or 0
        self.tick()

    def tick(self) -> None:
        """Keeps the top line and the age of what is shown."""
        self.query_one(TopLine).show(self.shift, self.shift.say("room.place"))
        self.query_one(ConnectionLine).show(self.shift)

    def on_option_list_option_selected(self, selected: OptionList.OptionSelected) -> None:
        """Opens what was chosen."""
        self._open(selected.option.id or "")

    def action_choose(self) -> None:
        """Space chooses as Enter does."""
        self.query_one(OptionList).action_select()

    def action_files(self) -> None:
        """Opens the files, as at a counter."""
        self._open("files")

    def _open(self, door: str) -> None:
        self.app.push_screen(DOORS[door](self.shift))

    def _doors(self) -> tuple[str, ...]:
        return tuple(door for door in DOORS if door != "sign" or signs(self.shift))
