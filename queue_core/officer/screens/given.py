"""The number that was just given out at the counter, large enough to be copied by hand, and its page."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Label

from queue_core.officer.screens.base import ConsoleModal
from queue_core.officer.shift import Shift
from queue_core.officer.widgets.big_number import BigNumber
from queue_core.officer.widgets.key_line import KeyLine
from queue_core.tickets.wire.tickets import IssuedTicket


class Given(ConsoleModal[None]):
    """Shows one new number until the officer goes back."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss", "key.back", key_display="Esc", id="given.back", tooltip="tip.back")
    ]

    def __init__(self, shift: Shift, issued: IssuedTicket) -> None:
        super().__init__(shift)
        self._issued = issued

    def compose(self) -> ComposeResult:
        """Number, place, and the address of the page."""
        with Vertical(id="given"):
            yield Label(self.shift.say("given.title"), id="title", markup=False)
            yield BigNumber(id="number")
            yield Label(self.shift.say("given.ahead", ahead=self._issued.ahead), markup=False)
            yield Label(self.shift.say("given.page"), markup=False)
            yield Label(self._issued.page, id="page", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Paints the number."""
        self.query_one(BigNumber).number = self._issued.ticket.number
