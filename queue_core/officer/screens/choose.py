"""Choosing a counter: which lanes it serves, who has it. A head of section may take over a held one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Label, OptionList
from textual.widgets.option_list import Option

from queue_core.access.rules import TAKE_OVER_ROLES
from queue_core.foundation.errors import KerakError
from queue_core.foundation.queueing import Counter
from queue_core.officer.screens.ask import Ask
from queue_core.officer.screens.base import ConsoleScreen
from queue_core.officer.shift import Shift, session_ended
from queue_core.officer.state import Action, Choice, Desk, choice
from queue_core.officer.widgets.alarm import AlarmBanner
from queue_core.officer.widgets.connection import ConnectionLine
from queue_core.officer.widgets.help_strip import HelpStrip
from queue_core.officer.widgets.key_line import KeyLine
from queue_core.officer.widgets.top_line import TopLine
from queue_core.tickets.rules.counters import CounterState
from queue_core.tickets.wire.counters import CounterView, CounterWork
from queue_core.tickets.wire.live import Event

HOLDER = {
    CounterState.OPEN: "choose.with",
    CounterState.ON_BREAK: "choose.resting_with",
    CounterState.CLOSING: "choose.closing_with",
}
"""What is said of a counter that somebody has."""


class ChooseScreen(ConsoleScreen):
    """The office's counters."""

    class Taken(Message):
        """The counter is the officer's."""

        def __init__(self, work: CounterWork) -> None:
            super().__init__()
            self.work = work

    class Refused(Message):
        """The core has not given the counter."""

        def __init__(self, error: KerakError) -> None:
            super().__init__()
            self.error = error

    class SessionEnded(Message):
        """The core no longer knows the session."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "take", "key.take", id="choose.take", key_display="Enter", tooltip="tip.take"),
        Binding("u", "undo", "key.undo", id="choose.undo", tooltip="tip.undo_close"),
        Binding("q", "app.quit_console", "key.quit", id="choose.quit", tooltip="tip.quit"),
    ]

    def __init__(self, shift: Shift, words: str | None = None, left: CounterWork | None = None) -> None:
        """`left` is the counter that the officer has just left."""
        super().__init__(shift)
        self._words = words or ""
        self._left = left
        self._pointed = False
        self._offered: Mapping[str, str] = {}

    @property
    def offers(self) -> Mapping[str, str]:
        """A plain letter is enough to leave from here."""
        return {
            "choose.take": "key.take",
            **({"choose.undo": "key.undo"} if self._may_undo else {}),
            "choose.quit": "key.quit",
            "app.help": "key.help",
            "app.clocks": "key.clocks",
            "app.language": "key.language",
        }

    @property
    def _may_undo(self) -> bool:
        """Whether the end of the ticket that closed the counter can still be taken back."""
        left = self._left
        if left is None or left.counter.officer is not None:
            return False
        return Desk(left, connected=self.shift.connected, now=self.shift.now()).may_undo

    def compose(self) -> ComposeResult:
        """The list, a line for words, and the connection."""
        yield AlarmBanner(id="alarm")
        yield TopLine()
        with Vertical(id="choose"):
            yield Label(id="title", markup=False)
            yield OptionList(*(Option("", id=str(place.number)) for place in self._places()), id="counters")
        yield Label(self._words, id="message", markup=False)
        yield HelpStrip(id="help-strip")
        yield ConnectionLine(id="connection")
        yield KeyLine()

    def on_mount(self) -> None:
        """Goes back to the counter that this console had, if there is one."""
        super().on_mount()
        if self.shift.counter is not None:
            self._open(self.shift.counter, Choice.RESUME)

    def retell(self) -> None:
        """Writes every sentence anew."""
        self.query_one("#title", Label).update(self.shift.say("choose.title"))
        self.link_changed(())

    def tick(self) -> None:
        """Keeps the top line, the age of what is shown, and the keys that are offered."""
        if self.offers != self._offered:
            self._offered = self.offers
            self.refresh_bindings()
        self.query_one(TopLine).show(self.shift, self.shift.say("choose.place"))
        self.query_one(AlarmBanner).show(self.shift)
        self.query_one(HelpStrip).show(self.shift)
        self.query_one(ConnectionLine).show(self.shift)

    def link_changed(self, _events: Sequence[Event]) -> None:
        """Paints the counters as they are now."""
        options = self.query_one(OptionList)
        for index, place in enumerate(self._places()):
            options.replace_option_prompt_at_index(index, self._prompt(place))
        self._point(options)
        self.tick()

    def action_take(self) -> None:
        """Space chooses as Enter does."""
        self.query_one(OptionList).action_select()

    def action_undo(self) -> None:
        """Takes the end of the ticket back that closed the counter, and goes back to it."""
        if self._left is None or not self._may_undo:
            self._write(self.shift.say("why.no_undo"))
            return
        self._write(self.shift.say("desk.sending", what=self.shift.say("key.undo")))
        self._take_back(self._left.counter.number)

    @work(thread=True, exclusive=True, group="act")
    def _take_back(self, number: int) -> None:
        with self.shift.talking() as core:
            try:
                self.post_message(self.Taken(core.act(number, Action.UNDO)))
            except KerakError as error:
                self.post_message(self.Refused(error))

    def _point(self, options: OptionList) -> None:
        """Points at the officer's own counter once it is known, unless they have moved already."""
        options.highlighted = options.highlighted or 0
        mine = self._mine()
        if mine is not None and not self._pointed:
            self._pointed = True
            numbers = [place.number for place in self._places()]
            options.highlighted = options.highlighted or numbers.index(mine)

    def on_option_list_option_selected(self, selected: OptionList.OptionSelected) -> None:
        """Takes the counter, asks, or says why not."""
        number = int(selected.option.id or 0)
        view, mine = self._view(number), self._mine()
        roles = self.shift.account.roles if self.shift.account else ()
        chosen = choice(view, self.shift.me, mine, may_take_over=bool(TAKE_OVER_ROLES & set(roles)))
        officer = view.officer if view else ""
        match chosen:
            case Choice.HELD:
                self._write(self.shift.say("choose.held", number=number, officer=officer))
            case Choice.STILL_HAVE:
                self._write(self.shift.say("choose.still_have", mine=mine))
            case Choice.TAKE_OVER:
                question = self.shift.say("ask.take-over", number=number, officer=officer)
                self.app.push_screen(Ask(self.shift, question), lambda yes: self._if(yes, number))
            case _:
                self._open(number, chosen)

    def _if(self, yes: bool | None, number: int) -> None:
        if yes:
            self._open(number, Choice.TAKE_OVER)

    def _open(self, number: int, chosen: Choice) -> None:
        self._write(self.shift.say("choose.sending", number=number))
        self._ask_core(number, chosen)

    @work(thread=True, exclusive=True, group="act")
    def _ask_core(self, number: int, chosen: Choice) -> None:
        with self.shift.talking() as core:
            try:
                work = core.counter(number) if chosen is Choice.RESUME else core.act(number, Action.RESUME)
                self.post_message(self.Taken(work))
            except KerakError as error:
                self.post_message(self.Refused(error))

    def on_choose_screen_taken(self, taken: Taken) -> None:
        """Stays here when the counter that was kept has gone to somebody else."""
        if taken.work.counter.officer != self.shift.me:
            taken.stop()
            self.shift.counter = None
            self._write(self.shift.say("choose.lost", number=taken.work.counter.number))

    def on_choose_screen_refused(self, refused: Refused) -> None:
        """Says why; without a session one has to log in again."""
        if session_ended(refused.error):
            self.post_message(self.SessionEnded())
        else:
            self._write(self.shift.problem(refused.error))

    def _places(self) -> tuple[Counter, ...]:
        return self.shift.office.profile.counters if self.shift.office else ()

    def _view(self, number: int) -> CounterView | None:
        link = self.shift.link
        return link.state.counters.get(number) if link and link.state else None

    def _mine(self) -> int | None:
        numbers = (place.number for place in self._places())
        return next((n for n in numbers if (view := self._view(n)) and view.officer == self.shift.me), None)

    def _prompt(self, place: Counter) -> Content:
        office, view = self.shift.office, self._view(place.number)
        lanes = (office.profile.lane(letter) for letter in place.lanes) if office else ()
        names = " · ".join(f"{lane.letter} {self.shift.text(lane.name)}" for lane in lanes)
        if place.services and office:
            only = (office.profile.service(key) for key in place.services)
            names += ": " + ", ".join(self.shift.text(service.name) for service in only if service)
        return Content.assemble(
            (self.shift.say("choose.counter", number=place.number), "bold"),
            (f"   {self._holder(view)}", "bold" if _open_to(view, self.shift.me) else "$text-warning"),
            "\n   ",
            (names, "not bold"),
        )

    def _holder(self, view: CounterView | None) -> str:
        if view is None:
            return ""
        if view.officer is None:
            return self.shift.say("choose.free")
        if view.officer == self.shift.me:
            return self.shift.say("choose.yours")
        ticket = f" ({view.ticket})" if view.ticket else ""
        away = ""
        if view.away_since is not None:
            away = ", " + self.shift.say("choose.away", at=self.shift.clock_time(view.away_since))
        return self.shift.say(HOLDER[view.state], officer=view.officer) + ticket + away

    def _write(self, words: str) -> None:
        self.query_one("#message", Label).update(words)


def _open_to(view: CounterView | None, me: str) -> bool:
    return view is not None and view.officer in (None, me)
