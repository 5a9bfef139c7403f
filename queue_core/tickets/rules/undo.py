"""Whether what was done to a ticket at a counter can still be taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from queue_core.tickets.rules.life import UNDONE_FROM, TicketState, Verb


@dataclass(frozen=True)
class LatestMove:
    """The latest move of a ticket at a counter, and when something last happened at the counter."""

    state: TicketState
    verb: Verb
    at: datetime
    counter_changed_at: datetime


def undo_until(move: LatestMove, within: timedelta) -> datetime | None:
    """Until when the move can be taken back; None when it cannot.

    Only calls, a no-show and a finish can be, and only as the latest that happened to ticket and counter.
    """
    undone = move.verb in UNDONE_FROM.get(move.state, ())
    return move.at + within if undone and move.counter_changed_at <= move.at else None
