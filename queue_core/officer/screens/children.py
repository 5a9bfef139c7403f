"""The children without a card: villages, the children of one, a file for one, an import, who has a card."""

from __future__ import annotations

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
from queue_core.kia.rules.listing import ListedState
from queue_core.kia.wire.children import ChildHead, ChildList, Closing, FileForChild
from queue_core.kia.wire.files import FileHead
from queue_core.officer import children as words
from queue_core.officer.file_view import village_name
from queue_core.officer.screens.ask import Ask
from queue_core.officer.screens.coverage import CoverageScreen
from queue_core.officer.screens.file import FileScreen
from queue_core.officer.screens.import_file import ImportScreen
from queue_core.officer.screens.list_modal import ListModal
from queue_core.officer.screens.pick import Pick
from queue_core.officer.screens.proposals import ProposalsScreen
from queue_core.officer.screens.reason import Reason
from queue_core.officer.shift import Shift
from queue_core.officer.widgets.key_line import KeyLine
from queue_core.tickets.wire.tickets import TicketView


class ChildrenScreen(ListModal[None]):
    """The list by village."""

    class Told(Message):
        """The core has answered."""

        def __init__(self, answer: ChildList | ChildHead | FileHead) -> None:
            super().__init__()
            self.answer = answer

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("p", "check", "key.check", id="children.check", tooltip="tip.check"),
        Binding("escape", "dismiss", "key.back", key_display="Esc", id="list.back", tooltip="tip.back"),
    ]

    def __init__(self, shift: Shift, ticket: TicketView | None) -> None:
        super().__init__(shift)
        self._ticket_id = ticket.id if ticket else None
        self._village: str | None = None
        self._page = 1
        self._found: dict[int, ChildHead] = {}

    def compose(self) -> ComposeResult:
        """The list, and a line for words."""
        with Vertical(id="files"):
            yield Label(self.shift.say("children.title"), id="title", markup=False)
            yield OptionList(id="entries")
            yield Label(self.shift.say("files.reading"), id="words", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Reads what there is."""
        self._read()

    def on_option_list_option_selected(self, selected: OptionList.OptionSelected) -> None:
        """Goes to a village or a page, or asks what is to be done."""
        verb, _, what = (selected.option.id or "").partition(":")
        match verb:
            case "village":
                self._go(what, 1)
            case "villages":
                self._go(None, 1)
            case "page":
                self._go(self._village, int(what))
            case "import":
                question = self.shift.say("children.which_file")
                self.app.push_screen(Reason(self.shift, question), self._import)
            case "proposals":
                self.action_check()
            case "coverage":
                self.app.push_screen(CoverageScreen(self.shift))
            case _:
                title = str(selected.option.prompt)
                picked = Pick(self.shift, title, words.choices(self.shift, self._found[int(what)]))
                self.app.push_screen(picked, lambda choice: self._chosen(int(what), choice or ""))

    def action_check(self) -> None:
        """Shows what the reading corner proposes."""
        self.app.push_screen(ProposalsScreen(self.shift), self._come_back)

    def _import(self, path: str | None) -> None:
        if path:
            self.app.push_screen(ImportScreen(self.shift, path), self._come_back)

    def _come_back(self, _: None) -> None:
        self._read()

    def _chosen(self, child_id: int, choice: str) -> None:
        verb, _, what = choice.partition(":")
        if verb == "open":
            self._open(child_id, FileForChild(kind=what, ticket_id=self._ticket_id))
        elif verb == "close":
            closing = Closing.model_validate({"why": what})
            question = self.shift.say("children.ask_close", why=self.shift.say(f"children.state.{what}"))
            self.app.push_screen(Ask(self.shift, question), lambda yes: self._if(yes, child_id, closing))

    def _if(self, yes: bool | None, child_id: int, closing: Closing) -> None:
        if yes:
            self._close(child_id, closing)

    def _go(self, village: str | None, page: int) -> None:
        self._village, self._page = village, page
        self._read()

    @work(thread=True, group="children")
    def _open(self, child_id: int, wanted: FileForChild) -> None:
        with self.shift.talking() as core:
            try:
                self.post_message(self.Told(core.open_file_for(child_id, wanted)))
            except KerakError as error:
                self.post_message(self.Failed(self.shift.problem(error)))

    @work(thread=True, group="children")
    def _close(self, child_id: int, closing: Closing) -> None:
        with self.shift.talking() as core:
            try:
                self.post_message(self.Told(core.close_child(child_id, closing)))
            except KerakError as error:
                self.post_message(self.Failed(self.shift.problem(error)))

    @work(thread=True, group="children")
    def _read(self) -> None:
        with self.shift.talking() as core:
            try:
                found = core.children(ListedState.WITHOUT_CARD, self._village, self._page)
                self.post_message(self.Told(found))
            except KerakError as error:
                self.post_message(self.Failed(self.shift.problem(error)))

    def on_children_screen_told(self, told: Told) -> None:
        """Shows the list, or the file that was opened; a child that was taken off is read no more."""
        match told.answer:
            case FileHead() as head:
                self.app.push_screen(FileScreen(self.shift, head.id), self._come_back)
            case ChildList() as found:
                self._paint(found)
            case _:
                self._read()

    def _paint(self, found: ChildList) -> None:
        self._found = {one.head.id: one.head for one in found.children}
        title = self.shift.say("children.title")
        if self._village is not None:
            name = village_name(self.shift, self._village)
            title = self.shift.say("children.title_of", name=name, page=found.page, pages=found.pages)
        self.query_one("#title", Label).update(title)
        entries = list((words.villages if self._village is None else words.page)(self.shift, found))
        options = self.query_one("#entries", OptionList)
        options.clear_options()
        options.add_options(Option(Content(entry.words), id=entry.id) for entry in entries)
        options.highlighted = 0 if entries else None
        self.query_one("#words", Label).update("")
