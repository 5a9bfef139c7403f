"""What travels to many families' phones at once: how the places of a lane have changed."""

from __future__ import annotations

from queue_core.foundation.toml_model import Frozen
from queue_core.tickets.rules.life import TicketState
from queue_core.tickets.wire.tickets import Wait


class PlaceShift(Frozen):
    """From so many ahead on, up to the next shift, `by` more are ahead."""

    ahead: int
    by: int


class WaitStep(Frozen):
    """From so many ahead on, up to the next step, the wait is this."""

    ahead: int
    wait: Wait | None


class PlaceNews(Frozen):
    """What changed for everybody who waits in a lane; `seq` has no gaps within the lane."""

    seq: int
    shifts: tuple[PlaceShift, ...]
    waits: tuple[WaitStep, ...]


class PagePulse(Frozen):
    """The head of a lane's news, and what was told to single pages a moment ago: no loss goes unnoticed."""

    seq: int
    states: dict[str, TicketState]
