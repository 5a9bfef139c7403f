"""The files of the ticket at the counter: choose one, open a new one, or find others by NIK or state."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from pydantic import ValidationError
from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Footer, Label, OptionList
from textual.widgets.option_list import Option

from queue_core.client.problems import Refused
from queue_core.foundation.errors import KerakError
from queue_core.kia.rules.life import FileState
from queue_core.kia.wire.files import FileHead, FileList, NikSearch
from queue_core.officer.files import MOST_NAMED, listed, new_file, state_name, states
from queue_core.officer.screens.base import ConsoleModal
from queue_core.officer.screens.file import FileScreen
from queue_core.officer.screens.pick import Pick
from queue_core.officer.screens.reason import Reason
from queue_core.officer.shift import Core, Shift
from queue_core.tickets.wire.tickets import TicketView

Source = Callable[[Core], FileList]


class FilesScreen(ConsoleModal[None]):
    """A list of files, and what leads to others."""

    class Told(Message):
        """The core has told the files of the list, with the children's names where it is short."""

        def __init__(self, found: FileList, names: dict[int, str]) -> None:
            super().__init__()
            self.found = found
            self.names = names

    class Opened(Message):
        """The core has opened a file."""

        def __init__(self, head: FileHead) -> None:
            super().__init__()
            self.head = head

    class Failed(Message):
        """The core has refused, or could not be reached."""

        def __init__(self, words: str) -> None:
            super().__init__()
            self.words = words

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "choose", "key.pick", id="list.choose", key_display="Enter", tooltip="tip.pick"),
        Binding("escape,o", "dismiss", "key.back", key_display="Esc", id="list.back", tooltip="tip.back"),
    ]

    def __init__(self, shift: Shift, ticket: TicketView | None) -> None:
        super().__init__(shift)
        self._ticket = ticket
        self._source: Source | None = None
        self._title = shift.say("files.title_all")
        if ticket is not None and (ticket_id := ticket.id) is not None:
            self._source = lambda core: core.files_of(ticket_id)
            self._title = shift.say("files.title_of", number=ticket.number)

    def compose(self) -> ComposeResult:
        """The list, and a line for words."""
        with Vertical(id="files"):
            yield Label("", id="title", markup=False)
            yield OptionList(id="entries")
            yield Label("", id="words", markup=False)
        yield Footer()

    def on_mount(self) -> None:
        """Reads what there is."""
        self._read()

    def action_choose(self) -> None:
        """Space chooses as Enter does."""
        self.query_one("#entries", OptionList).action_select()

    def on_option_list_option_selected(self, selected: OptionList.OptionSelected) -> None:
        """Shows a file, opens one, or looks for others."""
        verb, _, what = (selected.option.id or "").partition(":")
        match verb:
            case "file":
                self._show(int(what))
            case "open":
                self._open(what)
            case "search":
                question = self.shift.say("files.which_nik")
                self.app.push_screen(Reason(self.shift, question), lambda nik: self._search(nik or ""))
            case _:
                title = self.shift.say("files.which_state")
                self.app.push_screen(Pick(self.shift, title, states(self.shift)), self._by_state)

    def _show(self, file_id: int) -> None:
        self.app.push_screen(FileScreen(self.shift, file_id), self._come_back)

    def _come_back(self, _: None) -> None:
        self._read()

    def _search(self, nik: str) -> None:
        if not nik:
            return
        try:
            wanted = NikSearch(nik=nik.replace(" ", ""))
        except ValidationError:
            self._write(self.shift.say("files.not_a_nik"))
            return
        self._look(self.shift.say("files.title_search"), lambda core: core.search_files(wanted))

    def _by_state(self, state: str | None) -> None:
        if state is not None:
            title = self.shift.say("files.title_state", state=state_name(self.shift, FileState(state)))
            self._look(title, lambda core: core.files_in(FileState(state)))

    def _look(self, title: str, source: Source) -> None:
        self._title, self._source = title, source
        self._read()

    @work(thread=True, group="files")
    def _open(self, kind: str) -> None:
        with self.shift.talking() as core:
            try:
                self.post_message(self.Opened(core.open_file(new_file(kind, self._ticket))))
            except KerakError as error:
                self.post_message(self.Failed(self.shift.problem(error)))

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

    def on_files_screen_failed(self, failed: Failed) -> None:
        """Says why."""
        self._write(failed.words)

    def on_files_screen_told(self, told: Told) -> None:
        """Writes the list anew; it goes on pointing at the same line."""
        self.query_one("#title", Label).update(self._title)
        entries = listed(self.shift, told.found, told.names, self._ticket)
        options = self.query_one("#entries", OptionList)
        pointed = options.highlighted or 0
        options.clear_options()
        options.add_options(Option(Content(entry.words), id=entry.id) for entry in entries)
        options.highlighted = min(pointed, len(entries) - 1) if entries else None
        self._write("" if told.found.files or self._source is None else self.shift.say("files.none_found"))

    def _write(self, words: str) -> None:
        self.query_one("#words", Label).update(words)


def _child(core: Core, file_id: int) -> str:
    """The child's name; one file that does not open leaves the others readable."""
    try:
        return core.file(file_id).draft.child.name
    except Refused:
        return ""
