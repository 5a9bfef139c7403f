"""What travels about requests for help. It is for the staff, and for the family that asked."""

from __future__ import annotations

from datetime import date, datetime

from pydantic import Field

from queue_core.foundation.toml_model import Frozen
from queue_core.tickets.rules.assistance import HelpState
from queue_core.tickets.wire.names import Name


class WantedHelp(Frozen):
    """Which help a family wants, by its key in the profile."""

    kind: Name


class NewHelp(WantedHelp):
    """What a kiosk or an officer asks for; without a ticket the place of who asks says where to come."""

    ticket: int | None = Field(default=None, ge=1, description="the ticket's id")


class HelpView(Frozen):
    """A request as the staff see it: for whom or where, who has taken it, and when."""

    id: int
    day: date
    kind: str
    state: HelpState
    ticket: str | None
    kiosk: str | None
    counter: int | None
    raised_at: datetime
    taken_at: datetime | None = None
    taken_by: str | None = None
    done_at: datetime | None = None


class HelpAsked(Frozen):
    """A request as the family that asked sees it: no officer's name, no time."""

    id: int
    kind: str
    state: HelpState


class HelpAskedList(Frozen):
    """What a family has asked for and still waits for."""

    help: tuple[HelpAsked, ...]


class MinutesSpread(Frozen):
    """Half of the times were at most `median`, nine in ten at most `nine_in_ten`; both in minutes."""

    median: float
    nine_in_ten: float


class KindTimesView(Frozen):
    """How one kind of help went, counted from when it was asked for."""

    kind: str
    raised: int
    taken: int
    done: int
    until_taken: MinutesSpread | None
    until_done: MinutesSpread | None


class HelpTimes(Frozen):
    """How long help took, from the first day to the last one, both included."""

    first: date
    last: date
    kinds: tuple[KindTimesView, ...]
