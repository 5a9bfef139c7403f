"""What travels about tickets and counters: requests, answers, snapshots and events."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Self

from pydantic import Field, StringConstraints

from queue_core.foundation.profile import Profile
from queue_core.foundation.toml_model import Frozen
from queue_core.sop.wire import StepView
from queue_core.tickets.rules import CounterState, TicketState

Name = Annotated[str, StringConstraints(strict=True, max_length=40, pattern=r"^[a-z][a-z0-9_]*$")]
CALLS_SHOWN = 6
"""So many of the latest calls a snapshot tells and the reducer keeps."""
LanguageCode = Annotated[str, StringConstraints(strict=True, pattern=r"^[a-z]{2,3}$")]


class OfficeView(Frozen):
    """What everybody may know of the office, and whether this is only a demonstration."""

    profile: Profile
    demonstration: bool


class NewTicket(Frozen):
    """What a family asks for at a kiosk."""

    service: Name
    reason: Name | None = None
    language: LanguageCode = "id"


class SlipLine(Frozen):
    """One line of a slip: its style (heading, huge, text, small, qr, rule) and what it says."""

    style: str
    text: str = ""


class Wait(Frozen):
    """A wait as a range of minutes."""

    low: int
    high: int


class TicketView(Frozen):
    """A ticket as everybody may see it, numbered within its day; `id`, `service`: for the staff only."""

    number: str
    day: date
    lane: str
    state: TicketState
    issued_at: datetime
    counter: int | None = None
    calls: int = 0
    called_at: datetime | None = None
    id: int | None = None
    service: str | None = None

    def for_hall(self) -> Self:
        """The view without what the hall must not know."""
        return self.model_copy(update={"id": None, "service": None})


class CounterView(Frozen):
    """A counter; `officer` is for the staff only."""

    number: int
    state: CounterState
    lanes: tuple[str, ...]
    ticket: str | None = None
    officer: str | None = None

    def for_hall(self) -> Self:
        """The view without the officer's account."""
        return self.model_copy(update={"officer": None})


class IssuedTicket(Frozen):
    """The answer to a family: its ticket, its place, and what stands on the slip."""

    ticket: TicketView
    ahead: int
    wait: Wait | None
    page: str
    slip: tuple[SlipLine, ...]


class SlipReport(Frozen):
    """What became of a slip, told by the device that printed it."""

    outcome: Annotated[str, StringConstraints(strict=True, pattern=r"^[a-z_]{1,40}$")]
    device: str = ""


class CounterWork(Frozen):
    """What an officer has in front of them: the counter, its ticket and the clocks of its steps."""

    counter: CounterView
    ticket: TicketView | None = None
    reason: str | None = None
    steps: tuple[StepView, ...] = ()


class Event(Frozen):
    """One event of the ledger as an audience hears of it. `seq` has no gaps within the audience."""

    seq: int
    at: datetime
    action: str
    ticket: TicketView | None = None
    counter: CounterView | None = None
    slip: SlipReport | None = None

    def for_hall(self) -> Self:
        """The event without what the hall must not know."""
        return self.model_copy(
            update={
                "ticket": self.ticket and self.ticket.for_hall(),
                "counter": self.counter and self.counter.for_hall(),
                "slip": None,
            }
        )


class Heartbeat(Frozen):
    """The head of an audience's sequence, so that a lost last event is noticed."""

    seq: int
    at: datetime
    day: date
    speed: float


class Snapshot(Heartbeat):
    """The whole present state for one audience; events with a higher `seq` continue it."""

    demonstration: bool
    tickets: tuple[TicketView, ...]
    counters: tuple[CounterView, ...]
    calls: tuple[TicketView, ...] = Field(description="the latest calls, newest first")


class MissedEvents(Frozen):
    """The events after a number, oldest first; `more` says that others follow."""

    events: tuple[Event, ...]
    more: bool


class TicketPage(Frozen):
    """What the family's own page shows; `service` is its public name in every language."""

    number: str
    service: dict[str, str]
    state: TicketState
    at: datetime
    counter: int | None
    ahead: int
    wait: Wait | None
    calls: int
