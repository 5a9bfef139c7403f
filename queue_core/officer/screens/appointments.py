"""The appointments of the day: check a family in, cancel, or book a slot for one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
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
from queue_core.officer.appointments import acts, day_in_words, days, listed, new_appointment, slots
from queue_core.officer.more import Entry, children, reasons
from queue_core.officer.screens.ask import Ask
from queue_core.officer.screens.booked import Booked
from queue_core.officer.screens.given import Given
from queue_core.officer.screens.list_modal import ListModal
from queue_core.officer.screens.pick import Pick
from queue_core.officer.shift import Core, Shift
from queue_core.officer.widgets.key_line import KeyLine
from queue_core.tickets.wire.appointments import (
    AppointmentList,
    AppointmentView,
    BookedAppointment,
    FreeSlots,
)
from queue_core.tickets.wire.live import Event
from queue_core.tickets.wire.tickets import IssuedTicket

Answer = AppointmentList | AppointmentView | BookedAppointment | FreeSlots | IssuedTicket
CHANGES = ("appointment_", "closing_")
"""How the actions begin after which the list is read anew."""


class AppointmentsScreen(ListModal[None]):
    """The list of a day, and what can be booked."""

    class Told(Message):
        """The core has answered."""

        def __init__(self, answer: Answer) -> None:
            super().__init__()
            self.answer = answer

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "right,n", "turn(1)", "key.day_next", key_display="→", id="list.next", tooltip="tip.day_next"
        ),
        Binding(
            "left,p", "turn(-1)", "key.day_past", key_display="←", id="list.past", tooltip="tip.day_past"
        ),
        Binding("escape,w", "dismiss", "key.back", key_display="Esc", id="list.back", tooltip="tip.back"),
    ]

    def __init__(self, shift: Shift) -> None:
        super().__init__(shift)
        self._known: dict[str, AppointmentView] = {}
        self._reading = True
        self._service = ""
        self._today: date | None = None
        self._day: date | None = None
        """The day that is asked for; None until the core has said which day it is."""
        self._shown: date | None = None

    def compose(self) -> ComposeResult:
        """The list, and a line for words."""
        with Vertical(id="appointments"):
            yield Label("", id="title", markup=False)
            yield OptionList(id="entries")
            yield Label(self.shift.say("appointments.reading"), id="words", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Reads what there is."""
        self._read()

    def action_turn(self, days: int) -> None:
        """Turns to another day, never to one that is over."""
        if self._day is None or self._today is None:
            return
        self._day = max(self._today, self._day + timedelta(days=days))
        self._reading = True
        self._read()

    def link_changed(self, events: Sequence[Event]) -> None:
        """Reads anew what has changed, here or elsewhere."""
        if any(event.action.startswith(CHANGES) for event in events):
            self._read()

    def _read(self) -> None:
        day = self._day
        self._send(lambda core: core.appointments(day))

    def on_option_list_option_selected(self, selected: OptionList.OptionSelected) -> None:
        """Asks what to do with an appointment, or begins to book."""
        verb, _, what = (selected.option.id or "").partition(":")
        if verb == "book":
            self._service = what
            self._send(lambda core: core.free_slots(what))
            return
        one = self._known[what]
        if found := acts(self.shift, one, self._today or one.day):
            self._pick(str(selected.option.prompt), found, lambda act: self._act(act, one))
        else:
            self.write(self.shift.say("appointments.nothing"))

    def _act(self, act: str, one: AppointmentView) -> None:
        if act == "check_in":
            self._send(lambda core: core.check_in_by_id(one.id))
            return
        question = self.shift.say("appointments.ask")
        self.app.push_screen(Ask(self.shift, question), lambda yes: self._cancel(one) if yes else None)

    def _cancel(self, one: AppointmentView) -> None:
        self._send(lambda core: core.cancel_appointment(one.id))

    def _choose_day(self, free: FreeSlots) -> None:
        title = self.shift.say("appointments.which_day")
        self._pick(title, days(self.shift, free), lambda day: self._choose_slot(free, day))

    def _choose_slot(self, free: FreeSlots, day: str) -> None:
        title = self.shift.say("appointments.which_slot")
        self._pick(title, slots(self.shift, free, day), self._choose_reason)

    def _choose_reason(self, starts_at: str) -> None:
        title = self.shift.say("more.reason")
        self._pick(title, reasons(self.shift), lambda reason: self._choose_children(starts_at, reason))

    def _choose_children(self, starts_at: str, reason: str) -> None:
        if found := children(self.shift, self._service):
            title = self.shift.say("more.children")
            self._pick(title, found, lambda count: self._book(starts_at, reason, int(count)))
        else:
            self._book(starts_at, reason)

    def _book(self, starts_at: str, reason: str, count: int = 1) -> None:
        new = new_appointment(self.shift, self._service, starts_at, reason, count)
        self._send(lambda core: core.book(new))

    def _pick(self, title: str, found: list[Entry], then: Callable[[str], None]) -> None:
        self.app.push_screen(Pick(self.shift, title, found), lambda chosen: then(chosen) if chosen else None)

    @work(thread=True, group="appointments")
    def _send(self, ask: Callable[[Core], Answer]) -> None:
        with self.shift.talking() as core:
            try:
                answer = ask(core)
                self.post_message(self.Told(answer))
                if not isinstance(answer, AppointmentList | FreeSlots):
                    self.post_message(self.Told(core.appointments(self._day)))
            except KerakError as error:
                self.post_message(self.Failed(self.shift.problem(error)))

    def on_appointments_screen_told(self, told: Told) -> None:
        """Shows what came."""
        match told.answer:
            case AppointmentList():
                self._paint(told.answer)
            case FreeSlots():
                self._choose_day(told.answer)
            case BookedAppointment():
                self.app.push_screen(Booked(self.shift, told.answer))
            case IssuedTicket():
                self.app.push_screen(Given(self.shift, told.answer))
            case _:
                self.write(self.shift.say("appointments.gone"))

    def on_list_modal_failed(self, failed: ListModal.Failed) -> None:
        """Says why; the day stays the one that is shown."""
        self._day = self._shown
        self.write(failed.words)

    def _paint(self, found: AppointmentList) -> None:
        if self._day not in (None, found.day):
            return  # turned on meanwhile
        self._today, self._day = self._today or found.day, found.day
        self._shown = found.day
        day = day_in_words(self.shift, found.day)
        self.query_one("#title", Label).update(self.shift.say("appointments.title", day=day))
        self._known = {str(one.id): one for one in (*found.appointments, *found.stranded)}
        entries = list(listed(self.shift, found))
        options = self.query_one("#entries", OptionList)
        pointed = options.highlighted or 0
        options.clear_options()
        options.add_options(Option(Content(entry.words), id=entry.id) for entry in entries)
        options.highlighted = min(pointed, len(entries) - 1) if entries else None
        if found.stranded:
            self.write(self.shift.say("appointments.tell_them", number=len(found.stranded)))
        elif self._reading:
            self.write("" if self._known else self.shift.say("appointments.none"))
        self._reading = False
