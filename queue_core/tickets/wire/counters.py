"""What travels about counters."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from queue_core.foundation.toml_model import Frozen
from queue_core.sop.wire import StepView
from queue_core.tickets.rules.counters import CounterState
from queue_core.tickets.wire.choice import Why
from queue_core.tickets.wire.emergency import EmergencyView
from queue_core.tickets.wire.tickets import TicketView


class CounterView(Frozen):
    """A counter. `officer`, since when their console is gone, and `emergency` are for the staff only."""

    number: int
    state: CounterState
    lanes: tuple[str, ...]
    ticket: str | None = None
    officer: str | None = None
    away_since: datetime | None = None
    emergency: EmergencyView | None = None

    def for_hall(self) -> Self:
        """The view without the officer."""
        return self.model_copy(update={"officer": None, "away_since": None, "emergency": None})


class CounterWork(Frozen):
    """What an officer has in front of them: the counter, its ticket, why it was called, its clocks."""

    counter: CounterView
    ticket: TicketView | None = None
    reason: str | None = None
    why: Why | None = None
    steps: tuple[StepView, ...] = ()
    whole: StepView | None = None
    undo_until: datetime | None = None
    """Until when the latest call, no-show or finish can be taken back."""
    book: bool = False
    """Whether the family has a book of the reading corner."""
