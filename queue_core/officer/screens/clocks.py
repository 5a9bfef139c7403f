"""The list of what can be done about the service clocks; each act that needs a reason asks for it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Label, OptionList
from textual.widgets.option_list import Option

from queue_core.access.rules import Role
from queue_core.feedback.rules import Ruling
from queue_core.feedback.wire import Decision, ObjectionView
from queue_core.foundation.errors import KerakError
from queue_core.officer.appointments import day_in_words
from queue_core.officer.clocks import ONLY_TOLD, Deed, Entry, Overview, entries, is_head
from queue_core.officer.screens.base import ConsoleModal
from queue_core.officer.screens.objection import ObjectionScreen
from queue_core.officer.screens.reason import Reason
from queue_core.officer.shift import Core, Shift
from queue_core.officer.widgets.key_line import KeyLine
from queue_core.sop.wire import Lifting, NewClosing, NewDisturbance, Pausing
from queue_core.tickets.wire.counters import CounterWork
from queue_core.tickets.wire.live import Event

Act = Callable[[Core], object]
CHANGES = ("clock_", "disturbance_", "closing_", "objection_")
"""How the actions begin after which the list is read anew."""


class ClocksScreen(ConsoleModal[None]):
    """The ticket's clocks for every officer; objections, disturbances and closing days for the head."""

    class Read(Message):
        """What the core tells, and what came of an act."""

        def __init__(self, overview: Overview | None, here: CounterWork | None, words: str) -> None:
            super().__init__()
            self.overview = overview
            self.here = here
            self.words = words

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,j", "dismiss", "key.back", key_display="Esc", id="clocks.back", tooltip="tip.back")
    ]

    def __init__(self, shift: Shift) -> None:
        super().__init__(shift)
        self._here: CounterWork | None = None
        self._overview = Overview()
        self._entries: list[Entry] = []

    def compose(self) -> ComposeResult:
        """The list, and a line for words."""
        with Vertical(id="clocks"):
            yield Label(self.shift.say("sop.title"), id="title", markup=False)
            yield OptionList(id="entries")
            yield Label(self.shift.say("sop.reading"), id="words", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Reads what there is."""
        self._send(None, "")

    def link_changed(self, events: Sequence[Event]) -> None:
        """Reads anew what has changed elsewhere."""
        if any(event.action.startswith(CHANGES) for event in events):
            self._send(None, "")

    def on_option_list_option_selected(self, selected: OptionList.OptionSelected) -> None:
        """Does it, or asks what has to be known first."""
        entry = self._entries[selected.option_index]
        match entry.deed:
            case Deed.RESUME:
                self._send(lambda core: core.resume(self.shift.counter or 0), "sop.done.resume")
            case Deed.OBJECT:
                self._send(lambda core: core.object_for(int(entry.target)), "sop.done.object")
            case Deed.WITHDRAW:
                day = date.fromisoformat(entry.target)
                self._send(lambda core: core.withdraw_closing(day), "sop.done.withdraw")
            case Deed.OBJECTION:
                self._open_objection(int(entry.target))
            case Deed.CLOSE:
                today = self.shift.today()
                self._ask("sop.ask.day", self._close_on, today.isoformat() if today else "")
            case _:
                self._ask(f"sop.ask.{entry.deed}", lambda reason: self._because(entry, reason))

    def _because(self, entry: Entry, reason: str) -> None:
        acts: dict[Deed, Act] = {
            Deed.PAUSE: lambda core: core.pause(self.shift.counter or 0, Pausing(reason=reason)),
            Deed.DECLARE: lambda core: core.declare(NewDisturbance(service=entry.target, reason=reason)),
            Deed.LIFT: lambda core: core.lift(int(entry.target), Lifting(reason=reason)),
        }
        self._send(acts[entry.deed], f"sop.done.{entry.deed}")

    def _close_on(self, answer: str) -> None:
        try:
            day = date.fromisoformat(answer)
        except ValueError:
            self._write(self.shift.say("sop.no_day", day=answer))
            return
        self._ask(
            "sop.ask.close",
            lambda reason: self._send(
                lambda core: core.close_day(NewClosing(day=day, reason=reason)), "sop.done.close"
            ),
        )

    def _open_objection(self, objection_id: int) -> None:
        view = next(one for one in self._overview.objections if one.id == objection_id)
        screen = ObjectionScreen(self.shift, view, self.shift.now() or view.filed_at)
        self.app.push_screen(screen, lambda ruling: self._decide(view, ruling) if ruling else None)

    def _decide(self, view: ObjectionView, ruling: Ruling) -> None:
        self._ask(
            f"sop.ask.{ruling}",
            lambda reason: self._send(
                lambda core: core.decide(view.id, ruling, Decision(reason=reason)), f"sop.done.{ruling}"
            ),
        )

    def _ask(self, key: str, then: Callable[[str], object], value: str = "") -> None:
        screen = Reason(self.shift, self.shift.say(key), value)

        def answered(line: str | None) -> None:
            if line is not None:
                then(line)

        self.app.push_screen(screen, answered)

    @work(thread=True, exclusive=True, group="act")
    def _send(self, act: Act | None, done: str) -> None:
        with self.shift.talking() as core:
            try:
                if act is not None:
                    act(core)
                words = self.shift.say(done) if done else ""
                self.post_message(self.Read(self._overview_of(core), self._counter_of(core), words))
            except KerakError as error:
                self.post_message(self.Read(None, None, self.shift.problem(error)))

    def _overview_of(self, core: Core) -> Overview:
        if not is_head(self._roles):
            return Overview()
        closings = core.closings()
        return Overview(
            core.disturbances().disturbances,
            closings.closings,
            closings.thin_years,
            core.objections().objections,
            core.balances().services,
        )

    def _counter_of(self, core: Core) -> CounterWork | None:
        return core.counter(self.shift.counter) if self.shift.counter is not None else None

    def on_clocks_screen_read(self, read: Read) -> None:
        """Writes the list anew; after a refusal it stays as it was."""
        if read.overview is not None:
            self._overview, self._here = read.overview, read.here
            self._paint()
        self._write(read.words or ("" if self._entries else self.shift.say("sop.nothing")))

    @property
    def _roles(self) -> Sequence[Role]:
        return self.shift.account.roles if self.shift.account else ()

    def _paint(self) -> None:
        office = self.shift.office
        if office is None:
            return
        self._entries = entries(office.profile, self._roles, self._here, self._overview)
        options = self.query_one("#entries", OptionList)
        pointed = options.highlighted or 0
        options.clear_options()
        options.add_options(Option(self._told(one), disabled=one.deed in ONLY_TOLD) for one in self._entries)
        options.highlighted = min(pointed, len(self._entries) - 1) if self._entries else None

    def _told(self, entry: Entry) -> str:
        blanks = dict(entry.blanks)
        if "service" in blanks:
            blanks["service"] = self.shift.service_name(str(blanks["service"]))
        if "at" in blanks:
            blanks["at"] = self.shift.moment(blanks["at"])  # type: ignore[arg-type]  # an instant
        if "late" in blanks:
            blanks["late"] = self.shift.lateness(blanks["late"])  # type: ignore[arg-type]  # a span
        if "day" in blanks:
            blanks["day"] = day_in_words(self.shift, blanks["day"])  # type: ignore[arg-type]  # a date
        return self.shift.say(f"sop.{entry.deed}", **blanks)

    def _write(self, words: str) -> None:
        self.query_one("#words", Label).update(words)
