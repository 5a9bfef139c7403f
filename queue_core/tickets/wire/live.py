"""What travels to those who follow: snapshots, events, heartbeats."""

from __future__ import annotations

from datetime import date, datetime
from typing import Self

from pydantic import Field

from queue_core.foundation.toml_model import Frozen
from queue_core.sop.wire import SopNews
from queue_core.tickets.wire.appointments import AppointmentView
from queue_core.tickets.wire.assistance import HelpView
from queue_core.tickets.wire.availability import Blanks
from queue_core.tickets.wire.choice import Why
from queue_core.tickets.wire.corner import BookOfTheDay, ShownBook
from queue_core.tickets.wire.counters import CounterView
from queue_core.tickets.wire.tickets import SlipReport, TicketView, Wait

ReadyNumbers = tuple[str, ...]
"""What waits to be fetched, as public screens tell of it: register numbers as the pick-up slip says them."""
CALLS_SHOWN = 6
"""So many of the latest calls a screen shows."""


def calls_kept(counters: int) -> int:
    """So many of the latest calls a snapshot tells and the reducer keeps.

    A call-back pushes the oldest call out and may be undone, by every counter once at the same time:
    what then comes back into what is shown has to be there still.
    """
    return CALLS_SHOWN + counters


class Event(Frozen):
    """One event of the ledger as an audience hears of it. `seq` has no gaps within the audience.

    `reason` says why a ticket is void; for the staff only, as are `slip`, `help` and `appointment`.
    """

    seq: int
    at: datetime
    action: str
    ticket: TicketView | None = None
    counter: CounterView | None = None
    slip: SlipReport | None = None
    help: HelpView | None = None
    reason: str | None = None
    why: Why | None = None
    sop: SopNews | None = None
    blanks: Blanks | None = None
    appointment: AppointmentView | None = None
    ready: ReadyNumbers | None = Field(
        None, description="all that the boards show as ready from now on, newest first"
    )
    book_of_the_day: ShownBook | None = Field(
        None, description="what the boards show from now on, until the day is over"
    )

    def for_hall(self) -> Self:
        """The event without what the hall must not know."""
        return self.model_copy(
            update={
                "ticket": self.ticket and self.ticket.for_hall(),
                "counter": self.counter and self.counter.for_hall(),
                "slip": None,
                "help": None,
                "reason": None,
                "why": None,
                "sop": None,
                "appointment": None,
            }
        )


class Heartbeat(Frozen):
    """The head of an audience's sequence, so that a lost last event is noticed; what time alone changes."""

    seq: int
    at: datetime
    day: date
    speed: float
    waits: dict[str, Wait] = Field(
        default_factory=dict, description="by lane, of a family that would come now; none while nobody serves"
    )


class Snapshot(Heartbeat):
    """The whole present state for one audience; events with a higher `seq` continue it."""

    demonstration: bool
    tickets: tuple[TicketView, ...]
    counters: tuple[CounterView, ...]
    calls: tuple[TicketView, ...] = Field(
        description="the latest calls, newest first: one more for each counter than are shown"
    )
    help: tuple[HelpView, ...] = Field((), description="who waits for help, oldest first; for the staff only")
    ready: ReadyNumbers = Field((), description="what the boards show as ready, newest first")
    book_of_the_day: BookOfTheDay | None = Field(None, description="of the reading corner, for this day")


class MissedEvents(Frozen):
    """The events after a number, oldest first; `more` says that others follow."""

    events: tuple[Event, ...]
    more: bool
