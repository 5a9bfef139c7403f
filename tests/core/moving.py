"""The moves of the whole life of a ticket, as an officer or a family makes them in the tests' office."""

from __future__ import annotations

from dataclasses import dataclass

from queue_core.tickets.rules.life import TicketState, Verb
from queue_core.tickets.service import moving, undoing, views
from queue_core.tickets.wire.counters import CounterWork
from queue_core.tickets.wire.moving import CallBack, ParkTicket, TransferTicket, VoidTicket
from queue_core.tickets.wire.tickets import IssuedTicket, TicketPage, TicketView
from tests.core.office import Office


@dataclass
class Moves:
    """One officer at one counter."""

    office: Office
    number: int = 3
    officer: str = "ani"

    def park(self, reason: str = "take_photo") -> CounterWork:
        why = ParkTicket(reason=reason)
        return moving.park(self.office.desk, self.office.write(), self.officer, self.number, why)

    def transfer(self, service: str | None = None, counter: int | None = None) -> CounterWork:
        to = TransferTicket(service=service, counter=counter)
        return moving.transfer(self.office.desk, self.office.write(), self.officer, self.number, to)

    def call_back(self, ticket_id: int) -> CounterWork:
        which = CallBack(ticket_id=ticket_id)
        return moving.call_back(self.office.desk, self.office.write(), self.officer, self.number, which)

    def put_back(self, ticket_id: int) -> TicketView:
        return moving.return_to_queue(self.office.desk, self.office.write(), self.officer, ticket_id)

    def cancel(self, ticket_id: int) -> TicketView:
        return moving.cancel(self.office.desk, self.office.write(), self.officer, ticket_id)

    def make_void(self, ticket_id: int, reason: str = "issued_twice") -> TicketView:
        why = VoidTicket(reason=reason)
        return moving.make_void(self.office.desk, self.office.write(), self.officer, ticket_id, why)

    def withdraw(self, issued: IssuedTicket) -> TicketPage:
        return moving.withdraw(self.office.desk, self.office.write("public"), key_of(issued))

    def undo(self) -> CounterWork:
        return undoing.undo(self.office.desk, self.office.write(), self.officer, self.number)

    def bring_to(self, state: TicketState) -> IssuedTicket:
        """A ticket in this state, by the shortest way; the counter is open."""
        self.office.take(self.number, self.officer)
        issued = self.office.issue()
        before = {TicketState.CANCELLED, TicketState.VOID, TicketState.WAITING}
        if state not in before:
            self.office.call(self.number, self.officer)
        if state in (TicketState.SERVING, TicketState.DONE):
            self.office.act(Verb.START, self.number, self.officer)
        self._end(state, id_of(issued))
        return issued

    def _end(self, state: TicketState, ticket_id: int) -> None:
        match state:
            case TicketState.PARKED:
                self.park()
            case TicketState.DONE:
                self.office.act(Verb.FINISH, self.number, self.officer)
            case TicketState.NO_SHOW:
                self.office.act(Verb.NO_SHOW, self.number, self.officer)
            case TicketState.CANCELLED:
                self.cancel(ticket_id)
            case TicketState.VOID:
                self.make_void(ticket_id)
            case _:
                pass


def id_of(issued: IssuedTicket) -> int:
    """The id of a ticket that was just issued."""
    assert issued.ticket.id is not None
    return issued.ticket.id


def key_of(issued: IssuedTicket) -> str:
    """The key of its page."""
    return issued.page.rsplit("/", 1)[1]


def page(office: Office, issued: IssuedTicket) -> TicketPage:
    """What the family's page shows now."""
    return views.ticket_page(office.desk, key_of(issued))


def at_counter(work: CounterWork) -> tuple[str, TicketState] | None:
    """The ticket at the counter and its state."""
    return (work.ticket.number, work.ticket.state) if work.ticket else None
