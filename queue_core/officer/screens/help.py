"""The list of requests for help: take one, finish it, withdraw it, or ask a colleague for help."""

from __future__ import annotations

from collections.abc import Callable, Sequence
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
from queue_core.officer.assistance import by_urgency, waiting_ids
from queue_core.officer.screens.list_modal import ListModal
from queue_core.officer.shift import Core, Shift
from queue_core.officer.widgets.help_strip import told
from queue_core.officer.widgets.key_line import KeyLine
from queue_core.tickets.rules.assistance import HelpVerb
from queue_core.tickets.wire.assistance import NewHelp
from queue_core.tickets.wire.live import Event
from queue_core.tickets.wire.tickets import TicketView

ASK = "ask-"
"""Begins the id of an option that asks for help; the kind follows."""


class HelpScreen(ListModal[None]):
    """Every request that is not finished, and below them what can be asked for."""

    class Done(Message):
        """The core has done what was asked."""

        def __init__(self, words: str) -> None:
            super().__init__()
            self.words = words

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "choose", "key.choose", id="help.choose", key_display="Enter", tooltip="tip.choose"),
        Binding("f", "act('finish')", "key.helped", id="help.finish", tooltip="tip.helped"),
        Binding("x", "act('withdraw')", "key.withdraw", id="help.withdraw", tooltip="tip.withdraw"),
        Binding("escape,h", "dismiss", "key.back", key_display="Esc", id="help.back", tooltip="tip.back"),
    ]

    def __init__(self, shift: Shift, ticket: TicketView | None) -> None:
        super().__init__(shift)
        self._ticket = ticket
        self._shown: list[int] | None = None

    def compose(self) -> ComposeResult:
        """The list, and a line for words."""
        with Vertical(id="help"):
            yield Label(self.shift.say("help.title"), id="title", markup=False)
            yield OptionList(id="requests")
            yield Label("", id="words", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Paints the requests, and keeps their times going."""
        self.paint()
        self.set_interval(1, self.paint)

    def link_changed(self, _events: Sequence[Event]) -> None:
        """The queue has changed; the shift holds it already."""
        self.paint()

    def paint(self) -> None:
        """Writes the list anew when requests came or went; it goes on pointing at the same one."""
        requests = by_urgency(self.shift.help, self.shift.me)
        options = self.query_one("#requests", OptionList)
        if (ids := [request.id for request in requests]) != self._shown:
            pointed = options.highlighted_option
            options.clear_options()
            options.add_options([*(Option("", id=str(one.id)) for one in requests), *self._offers()])
            named = [option.id for option in options.options]
            options.highlighted = named.index(pointed.id) if pointed and pointed.id in named else 0
        self._shown = ids
        for request in requests:
            options.replace_option_prompt(str(request.id), told(self.shift, request))

    def _offers(self) -> list[Option]:
        whose = self._ticket.number if self._ticket else self.shift.say("help.here")
        office = self.shift.office
        return [
            Option(
                Content(self.shift.say("help.ask", what=self.shift.text(kind.name), whose=whose)),
                id=f"{ASK}{kind.key}",
            )
            for kind in (office.profile.help.kinds if office else ())
        ]

    def on_option_list_option_selected(self, selected: OptionList.OptionSelected) -> None:
        """Takes or finishes the request, or asks for help."""
        chosen = selected.option.id or ""
        if chosen.startswith(ASK):
            ticket = self._ticket.id if self._ticket else None
            new = NewHelp(kind=chosen.removeprefix(ASK), ticket=ticket)
            self._send(lambda core: core.ask_help(new), "help.done.ask")
        elif int(chosen) in waiting_ids(self.shift.help):
            self._do(HelpVerb.TAKE)
        else:
            self.write(self.shift.say("help.press_done"))

    def action_act(self, verb: str) -> None:
        """Finishes or withdraws the request that is pointed at."""
        self._do(HelpVerb(verb))

    def _do(self, verb: HelpVerb) -> None:
        option = self.query_one("#requests", OptionList).highlighted_option
        if option is not None and option.id is not None and not option.id.startswith(ASK):
            help_id = int(option.id)
            self._send(lambda core: core.act_on_help(help_id, verb), f"help.done.{verb}")

    @work(thread=True, exclusive=True, group="act")
    def _send(self, act: Callable[[Core], object], done: str) -> None:
        with self.shift.talking() as core:
            try:
                act(core)
            except KerakError as error:
                self.post_message(self.Done(self.shift.problem(error)))
            else:
                self.post_message(self.Done(self.shift.say(done)))

    def on_help_screen_done(self, done: Done) -> None:
        """Says what came of it."""
        self.write(done.words)
