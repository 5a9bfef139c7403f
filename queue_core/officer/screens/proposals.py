"""Children whom the reading corner proposes: each is looked at, and confirmed or struck off with a reason."""

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
from queue_core.kia.wire.proposals import ProposalHead, ProposalList, Striking
from queue_core.officer import proposals as words
from queue_core.officer.screens.ask import Ask
from queue_core.officer.screens.list_modal import ListModal
from queue_core.officer.screens.pick import Pick
from queue_core.officer.shift import Core, Shift
from queue_core.officer.widgets.key_line import KeyLine


class ProposalsScreen(ListModal[None]):
    """Those that wait, the oldest first."""

    class Told(Message):
        """The core has told what waits, and perhaps what became of one before."""

        def __init__(self, found: ProposalList, done: str) -> None:
            super().__init__()
            self.found = found
            self.done = done

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,p", "dismiss", "key.back", key_display="Esc", id="list.back", tooltip="tip.back"),
    ]

    def __init__(self, shift: Shift) -> None:
        super().__init__(shift)
        self._page = 1
        self._found: ProposalList | None = None

    def compose(self) -> ComposeResult:
        """The list, and a line for words."""
        with Vertical(id="files"):
            yield Label(self.shift.say("proposals.title", number=0), id="title", markup=False)
            yield OptionList(id="entries")
            yield Label(self.shift.say("files.reading"), id="words", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Reads what waits."""
        self._read()

    def on_option_list_option_selected(self, selected: OptionList.OptionSelected) -> None:
        """Goes to another page, or shows a proposal and asks what is to be said of it."""
        verb, _, what = (selected.option.id or "").partition(":")
        if verb == "page":
            self._page = int(what)
            self._read()
        else:
            self._look_at(int(what))

    def _look_at(self, proposal_id: int) -> None:
        found = self._found.proposals if self._found else ()
        one = next(view for view in found if view.head.id == proposal_id)
        pick = Pick(self.shift, words.about(self.shift, one), words.choices(self.shift, one))
        self.app.push_screen(pick, lambda choice: self._chosen(proposal_id, choice or ""))

    def _chosen(self, proposal_id: int, choice: str) -> None:
        verb, _, what = choice.partition(":")
        if verb == "confirm":
            self._decide(lambda core: core.confirm_proposal(proposal_id))
        elif verb == "strike":
            striking = Striking.model_validate({"why": what})
            question = self.shift.say("proposals.ask", why=self.shift.say(f"proposals.strike.{what}"))
            self.app.push_screen(Ask(self.shift, question), lambda yes: self._if(yes, proposal_id, striking))

    def _if(self, yes: bool | None, proposal_id: int, striking: Striking) -> None:
        if yes:
            self._decide(lambda core: core.strike_proposal(proposal_id, striking))

    @work(thread=True, group="proposals")
    def _decide(self, said: Callable[[Core], ProposalHead]) -> None:
        with self.shift.talking() as core:
            try:
                done = words.outcome(self.shift, said(core))
            except KerakError as error:
                done = self.shift.problem(error)
            self._tell(core, done)

    @work(thread=True, group="proposals")
    def _read(self) -> None:
        with self.shift.talking() as core:
            self._tell(core, "")

    def _tell(self, core: Core, done: str) -> None:
        try:
            self.post_message(self.Told(core.proposals(self._page), done))
        except KerakError as error:
            self.post_message(self.Failed(self.shift.problem(error)))

    def on_proposals_screen_told(self, told: Told) -> None:
        """Writes the list anew; it goes on pointing at the same line."""
        self._found, self._page = told.found, min(self._page, told.found.pages)
        self.query_one("#title", Label).update(self.shift.say("proposals.title", number=told.found.waiting))
        entries = list(words.page(self.shift, told.found))
        options = self.query_one("#entries", OptionList)
        pointed = options.highlighted or 0
        options.clear_options()
        options.add_options(Option(Content(entry.words), id=entry.id) for entry in entries)
        options.highlighted = min(pointed, len(entries) - 1) if entries else None
        self.write(told.done or ("" if told.found.waiting else self.shift.say("proposals.none")))
