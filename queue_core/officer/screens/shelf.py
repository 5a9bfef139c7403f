"""What waits to be fetched: whose family is to be told comes first; phones are seen one by one."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Label, OptionList
from textual.widgets.option_list import Option

from queue_core.foundation.errors import KerakError
from queue_core.kia.rules.handover import Channel
from queue_core.kia.wire.handover import FamilyPhone, ReadyFiles, ToldFamily
from queue_core.officer.handover import telling, waiting
from queue_core.officer.screens.code import CodeScreen
from queue_core.officer.screens.list_modal import ListModal
from queue_core.officer.screens.pick import Pick
from queue_core.officer.shift import Core
from queue_core.officer.widgets.key_line import KeyLine

Deed = Callable[[Core], FamilyPhone | None]


class ShelfScreen(ListModal[int | None]):
    """The list; gives back the id of a file to be opened."""

    class Told(Message):
        """What the core answered, and the list as it is now."""

        def __init__(self, found: ReadyFiles, phone: FamilyPhone | None, *, as_code: bool) -> None:
            super().__init__()
            self.found = found
            self.phone = phone
            self.as_code = as_code

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", "key.back", key_display="Esc", id="list.back", tooltip="tip.back"),
    ]

    def compose(self) -> ComposeResult:
        """The list, and a line for words."""
        with Vertical(id="shelf"):
            yield Label(self.shift.say("ending.shelf_title"), id="title", markup=False)
            yield OptionList(id="entries")
            yield Label("", id="words", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Reads what there is."""
        self._do(None)

    def on_option_list_option_selected(self, selected: OptionList.OptionSelected) -> None:
        """Offers what can be done about it."""
        file_id = int((selected.option.id or "").partition(":")[2])
        pick = Pick(self.shift, str(selected.option.prompt), telling(self.shift))
        self.app.push_screen(pick, lambda chosen: self._chosen(file_id, chosen or ""))

    def _chosen(self, file_id: int, chosen: str) -> None:
        verb, _, what = chosen.partition(":")
        match verb:
            case "open":
                self.dismiss(file_id)
            case "phone" | "link":
                self._do(lambda core: core.family_phone(file_id), as_code=verb == "link")
            case "told":
                told = ToldFamily(channel=Channel(what))

                def tell(core: Core) -> None:
                    core.family_told(file_id, told)

                self._do(tell)

    @work(thread=True, group="files")
    def _do(self, deed: Deed | None, *, as_code: bool = False) -> None:
        with self.shift.talking() as core:
            try:
                phone = deed(core) if deed else None
                self.post_message(self.Told(core.ready_files(), phone, as_code=as_code))
            except KerakError as error:
                self.post_message(self.Failed(self.shift.problem(error)))

    def on_shelf_screen_told(self, told: Told) -> None:
        """Writes the list anew; shows a phone until the next act."""
        options = self.query_one("#entries", OptionList)
        pointed = options.highlighted or 0
        entries = waiting(self.shift, told.found)
        options.clear_options()
        options.add_options(Option(Content(entry.words), id=entry.id) for entry in entries)
        options.highlighted = min(pointed, len(entries) - 1) if entries else None
        self.write(self._words(told))
        if told.as_code and told.phone is not None and told.phone.link is not None:
            self.app.push_screen(CodeScreen(self.shift, self.shift.say("ending.scan_link"), told.phone.link))

    def _words(self, told: Told) -> str:
        if told.phone is None:
            return "" if told.found.files else self.shift.say("ending.nothing_waits")
        if told.as_code and told.phone.link is None:
            return self.shift.say("ending.no_mobile", phone=told.phone.phone)
        return self.shift.say("ending.number_is", phone=told.phone.phone)
