"""The files of the ticket at the counter: choose one, open one, or find others."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import ClassVar

from pydantic import ValidationError
from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Label, OptionList
from textual.widgets.option_list import Option

from queue_core.client.problems import Refused
from queue_core.foundation.errors import KerakError
from queue_core.kia.rules.life import FileState
from queue_core.kia.wire.files import FileHead, FileList
from queue_core.kia.wire.handover import ScannedSlip
from queue_core.kia.wire.orders import OrderList
from queue_core.kia.wire.people import ExportWish
from queue_core.officer.cards import waiting
from queue_core.officer.exports import exported
from queue_core.officer.files import (
    ASKED,
    MOST_NAMED,
    URGENT,
    Listing,
    Source,
    listed,
    new_file,
    searched,
    state_name,
    states,
)
from queue_core.officer.handover import is_slip, registers, wanted_register
from queue_core.officer.screens.children import ChildrenScreen
from queue_core.officer.screens.download import saving
from queue_core.officer.screens.export import ask_for_export
from queue_core.officer.screens.file import FileScreen
from queue_core.officer.screens.list_modal import ListModal
from queue_core.officer.screens.pick import Pick
from queue_core.officer.screens.print_many import PrintManyScreen
from queue_core.officer.screens.reason import Reason
from queue_core.officer.screens.shelf import ShelfScreen
from queue_core.officer.shift import Core, Shift
from queue_core.officer.widgets.key_line import KeyLine
from queue_core.tickets.wire.tickets import TicketView


class FilesScreen(ListModal[None]):
    """A list of files, and what leads to others."""

    class Told(Message):
        """The core has told the files of the list, with the children's names where it is short."""

        def __init__(self, found: FileList, names: dict[int, str]) -> None:
            super().__init__()
            self.found = found
            self.names = names

    class Opened(Message):
        """The core has opened or found a file."""

        def __init__(self, head: FileHead) -> None:
            super().__init__()
            self.head = head

    class Cards(Message):
        """The core has told which cards wait for a person."""

        def __init__(self, found: OrderList) -> None:
            super().__init__()
            self.found = found

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,o", "dismiss", "key.back", key_display="Esc", id="list.back", tooltip="tip.back"),
    ]

    def __init__(self, shift: Shift, ticket: TicketView | None, first: Listing | None = None) -> None:
        """Begins with the files of the ticket, else with a listing."""
        super().__init__(shift)
        self._ticket = ticket
        self._source = first.source if first else None
        self._title = shift.say(first.title if first else "files.title_all")
        if ticket is not None and (ticket_id := ticket.id) is not None:
            self._source = lambda core: core.files_of(ticket_id)
            self._title = shift.say("files.title_of", number=ticket.number)

    def compose(self) -> ComposeResult:
        """The list, and a line for words."""
        with Vertical(id="files"):
            yield Label("", id="title", markup=False)
            yield OptionList(id="entries")
            yield Label("", id="words", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Reads what there is."""
        self._read()

    def on_option_list_option_selected(self, selected: OptionList.OptionSelected) -> None:
        """Shows a file, opens one, or looks for others."""
        verb, _, what = (selected.option.id or "").partition(":")
        match verb:
            case "file":
                self._show(int(what))
            case "open":
                self._open(lambda core: core.open_file(new_file(what, self._ticket)))
            case "search":
                question = self.shift.say("files.which_search")
                self.app.push_screen(Reason(self.shift, question), lambda line: self._search(line or ""))
            case "cards" | "many" | "shelf" | "register" | "children":
                self._go_to(verb)
            case "urgent":
                self._look(self.shift.say(URGENT.title), URGENT.source)
            case "asked":
                self._look(self.shift.say(ASKED.title), ASKED.source)
            case "export":
                ask_for_export(self.app, self.shift, self._export)
            case _:
                title = self.shift.say("files.which_state")
                self.app.push_screen(Pick(self.shift, title, states(self.shift)), self._by_state)

    def _show(self, file_id: int) -> None:
        self.app.push_screen(FileScreen(self.shift, file_id), self._come_back)

    def _come_back(self, _: None) -> None:
        self._read()

    def _go_to(self, what: str) -> None:
        match what:
            case "cards":
                self._list_cards()
            case "many":
                self.app.push_screen(PrintManyScreen(self.shift), self._come_with_file)
            case "shelf":
                self.app.push_screen(ShelfScreen(self.shift), self._come_with_file)
            case "children":
                self.app.push_screen(ChildrenScreen(self.shift, self._ticket), self._come_back)
            case _:
                entries = registers(self.shift, self.shift.today() or datetime.now(UTC).date())
                pick = Pick(self.shift, self.shift.say("ending.register"), entries)
                self.app.push_screen(pick, self._save_register)

    def _come_with_file(self, file_id: int | None) -> None:
        if file_id is not None:
            self._show(file_id)

    def _save_register(self, chosen: str | None) -> None:
        if chosen is not None:
            wanted = wanted_register(self.shift, chosen)
            self.app.push_screen(saving(self.shift, lambda core: core.register(wanted)))

    def _search(self, line: str) -> None:
        if not line:
            return
        if is_slip(line):
            self._open(lambda core: core.read_slip(ScannedSlip(code=line)))
            return
        try:
            wanted = searched(line)
        except ValidationError:
            self.write(self.shift.say("files.not_a_search"))
            return
        self._look(self.shift.say("files.title_search"), lambda core: core.search_files(wanted))

    def _by_state(self, state: str | None) -> None:
        if state is not None:
            title = self.shift.say("files.title_state", state=state_name(self.shift, FileState(state)))
            self._look(title, lambda core: core.files_in(FileState(state)))

    def _look(self, title: str, source: Source) -> None:
        self._title, self._source = title, source
        self.query_one("#entries", OptionList).highlighted = 0
        self._read()

    @work(thread=True, group="files")
    def _open(self, found: Callable[[Core], FileHead]) -> None:
        with self.shift.talking() as core:
            try:
                self.post_message(self.Opened(found(core)))
            except KerakError as error:
                self.post_message(self.Failed(self.shift.problem(error)))

    @work(thread=True, group="files")
    def _export(self, wish: ExportWish) -> None:
        with self.shift.talking() as core:
            self.post_message(self.Failed(exported(self.shift, core, wish)))

    @work(thread=True, group="files")
    def _read(self) -> None:
        source = self._source
        with self.shift.talking() as core:
            try:
                found = source(core) if source else FileList(files=())
                few = found.files if len(found.files) <= MOST_NAMED else ()
                names = {one.id: _child(core, one.id) for one in few}
                self.post_message(self.Told(found, names))
            except KerakError as error:
                self.post_message(self.Failed(self.shift.problem(error)))

    def on_files_screen_opened(self, opened: Opened) -> None:
        """Shows the file that was opened."""
        self._show(opened.head.id)

    @work(thread=True, group="files")
    def _list_cards(self) -> None:
        with self.shift.talking() as core:
            try:
                self.post_message(self.Cards(core.orders_for_person()))
            except KerakError as error:
                self.post_message(self.Failed(self.shift.problem(error)))

    def on_files_screen_cards(self, told: Cards) -> None:
        """Shows the cards that wait for a person; choosing one shows its file."""
        title, found = self.shift.say("card.title_find"), waiting(self.shift, told.found)
        show = Pick(self.shift, title, found)
        self.app.push_screen(show, lambda file_id: self._show(int(file_id)) if file_id else None)

    def on_files_screen_told(self, told: Told) -> None:
        """Writes the list anew; it goes on pointing at the same line."""
        self.query_one("#title", Label).update(self._title)
        entries = listed(self.shift, told.found, told.names, self._ticket)
        options = self.query_one("#entries", OptionList)
        pointed = options.highlighted or 0
        options.clear_options()
        options.add_options(Option(Content(entry.words), id=entry.id) for entry in entries)
        options.highlighted = min(pointed, len(entries) - 1) if entries else None
        self.write("" if told.found.files or self._source is None else self.shift.say("files.none_found"))


def _child(core: Core, file_id: int) -> str:
    """The child's name; one file that does not open leaves the others readable."""
    try:
        return core.file(file_id).draft.child.name
    except Refused:
        return ""
