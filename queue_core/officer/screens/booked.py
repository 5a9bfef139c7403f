"""The code of an appointment that was just booked, large enough to be copied by hand, and its page."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Label

from queue_core.officer.appointments import when
from queue_core.officer.screens.base import ConsoleModal
from queue_core.officer.shift import Shift
from queue_core.officer.widgets.big_number import BigNumber
from queue_core.officer.widgets.key_line import KeyLine
from queue_core.tickets.wire.appointments import BookedAppointment


class Booked(ConsoleModal[None]):
    """Shows one new appointment until the officer goes back. It is told once."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss", "key.back", key_display="Esc", id="booked.back", tooltip="tip.back")
    ]

    def __init__(self, shift: Shift, booked: BookedAppointment) -> None:
        super().__init__(shift)
        self._booked = booked

    def compose(self) -> ComposeResult:
        """When to come, the code, and the address of the page."""
        made = self._booked.appointment
        with Vertical(id="given"):
            yield Label(self.shift.say("appointments.made"), id="title", markup=False)
            yield Label(self.shift.service_name(made.service), markup=False)
            yield Label(when(self.shift, made), id="when", markup=False)
            yield Label(self.shift.say("appointments.code"), markup=False)
            yield BigNumber(id="number")
            yield Label(self.shift.say("appointments.page"), markup=False)
            yield Label(self._booked.page, id="page", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Paints the code."""
        self.query_one(BigNumber).number = self._booked.code
