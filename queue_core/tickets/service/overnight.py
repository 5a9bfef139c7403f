"""Ends what earlier days have left: at the core's start, and when the office's day changes."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from queue_core.storage.writer import Transaction
from queue_core.tickets.errors import NotNow
from queue_core.tickets.rules.life import Verb
from queue_core.tickets.service.desk import Act, Desk
from queue_core.tickets.service.moves import Move, move_wherever
from queue_core.tickets.store import overnight_book, tables

ACTOR = "core"
"""The actor of what the core does by itself."""


def end_earlier_days(desk: Desk) -> int:
    """How many tickets of earlier days were ended; each once, however often and wherever this is called.

    Who waited or was set aside is cancelled, who was called is a no-show; a ticket in service stays with its
    counter until it is finished. Looks on a reader first, so that no family waits for it.
    """
    today = desk.day(desk.clock())
    left = desk.database.read(lambda connection: overnight_book.left_over(connection, desk.office, today))
    return desk.database.write(lambda transaction: _end(desk, transaction, left)) if left else 0


def _end(desk: Desk, transaction: Transaction, left: Sequence[tables.TicketRow]) -> int:
    now, ended = desk.clock(), 0
    act = Act(desk, transaction, now, desk.day(now), ACTOR)
    for row in left:
        with suppress(NotNow):  # has moved since it was looked at
            move_wherever(act, row, Move(Verb.LAPSE))
            ended += 1
    return ended
