"""Everything of the desk but its keys: the top line, the ticket, its clocks, and who waits."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from queue_core.foundation.profile import Step
from queue_core.officer.shift import Shift
from queue_core.officer.view import lane_rows, next_number, step_rows
from queue_core.officer.widgets.clock import StepClocks
from queue_core.officer.widgets.ticket import TicketPanel
from queue_core.officer.widgets.top_line import TopLine
from queue_core.officer.widgets.waiting import WaitingList
from queue_core.tickets.wire.counters import CounterWork
from queue_core.tickets.wire.office import OfficeView


class DeskView(Vertical):
    """One counter at work, as it is at this second."""

    def __init__(self, shift: Shift) -> None:
        super().__init__()
        self._shift = shift

    def compose(self) -> ComposeResult:
        """Ticket and clocks at the left, who waits at the right."""
        yield TopLine()
        with Horizontal(id="desk"):
            with Vertical(id="left"):
                yield TicketPanel(id="ticket")
                yield StepClocks(self._shift, id="steps")
            yield WaitingList(self._shift, id="waiting")

    def show(self, shift: Shift, work: CounterWork) -> None:
        """Paints everything by the core's clock."""
        number, office, now = work.counter.number, shift.office, shift.now()
        state = shift.link.state if shift.link else None
        place = shift.say("desk.place", number=number, lanes=" ".join(work.counter.lanes))
        self.query_one(TopLine).show(shift, place)
        coming = next_number(office.profile, state, number, now) if office and state and now else None
        self.query_one(TicketPanel).show(shift, work, coming)
        if office and state and now:
            self.query_one(WaitingList).show(lane_rows(office.profile, state, number, now), coming)
        clocks = self.query_one(StepClocks)
        clocks.show(step_rows(_standard(office, work), work.steps, now) if now else ())
        clocks.display = bool(work.steps)


def _standard(office: OfficeView | None, work: CounterWork) -> tuple[Step, ...]:
    service = office.profile.service(work.ticket.service or "") if office and work.ticket else None
    return office.profile.standard(service) if office and service else ()
