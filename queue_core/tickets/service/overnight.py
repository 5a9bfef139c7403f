"""Ends what earlier days have left, tickets and appointments: at the start, and when the day changes."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime, time, timedelta
from functools import partial

from sqlalchemy import Connection

from queue_core.foundation.errors import KerakError
from queue_core.storage import requests
from queue_core.storage.writer import Transaction
from queue_core.tickets.errors import AppointmentNotNow, NotNow
from queue_core.tickets.rules.life import Verb
from queue_core.tickets.service import appointments
from queue_core.tickets.service.desk import CORE, Act, Desk
from queue_core.tickets.service.moves import Move, move_wherever
from queue_core.tickets.store import appointment_book, counter_book, overnight_book, tables, ticket_book

log = logging.getLogger(__name__)
BATCH = 25
"""Tickets ended in one write, 1 to 2 ms each: for so long a family at a kiosk may have to wait."""
FORGET_BATCH = 500
Pause = Callable[[], None]
"""Lets whoever waits go first, between two writes."""


def is_serving(desk: Desk) -> bool:
    """Whether a family is at a counter, or waits while one calls: after closing these are served yet."""

    def read(connection: Connection) -> bool:
        if counter_book.is_any_occupied(connection, desk.office):
            return True
        waiting = ticket_book.waiting_tickets(connection, desk.office, desk.day(desk.clock()))
        return bool(waiting and counter_book.calling(connection, desk.office).counters)

    return desk.database.read(read)


def at_once() -> None:
    """For programs that nobody else waits for."""


def end_earlier_days(desk: Desk, pause: Pause = at_once) -> int:
    """How many tickets of earlier days were ended; each once, however often and wherever this is called.

    Who waited or was set aside is cancelled, who was called is a no-show; a ticket in service stays with its
    counter until it is finished. A ticket that cannot be ended is logged and holds up no other. Looks on a
    reader first, so that no family waits for it.
    """
    today, ended = desk.day(desk.clock()), 0
    left = desk.database.read(lambda connection: overnight_book.left_over(connection, desk.office, today))
    for start in range(0, len(left), BATCH):
        ended += desk.database.write(partial(_end, desk, left[start : start + BATCH]))
        pause()
    return ended


def end_missed_appointments(desk: Desk, pause: Pause = at_once) -> int:
    """How many appointments of earlier days were ended to which nobody came; each once."""
    today, ended = desk.day(desk.clock()), 0
    left = desk.database.read(
        lambda connection: appointment_book.booked_before(connection, desk.office, today)
    )
    for start in range(0, len(left), BATCH):
        ended += desk.database.write(partial(_miss, desk, left[start : start + BATCH]))
        pause()
    return ended


def forget_answers(desk: Desk, pause: Pause = at_once) -> None:
    """Forgets the answers to requests from before yesterday: nothing sends a write again for so long."""
    zone = desk.profile.office.zone
    yesterday = desk.day(desk.clock()) - timedelta(days=1)
    before = datetime.combine(yesterday, time.min, zone)
    while desk.database.write(
        lambda transaction: requests.forget(transaction.connection, desk.office, before, FORGET_BATCH)
    ):
        pause()


def _end(desk: Desk, left: Sequence[tables.TicketRow], transaction: Transaction) -> int:
    act = _unasked(desk, transaction)
    return sum(_ended(act, row) for row in left)


def _miss(desk: Desk, left: Sequence[int], transaction: Transaction) -> int:
    act, missed = _unasked(desk, transaction), 0
    for appointment_id in left:
        with suppress(AppointmentNotNow), transaction.part():  # has moved since it was looked at
            appointments.miss(act, appointment_id)
            missed += 1
    return missed


def _unasked(desk: Desk, transaction: Transaction) -> Act:
    now = desk.clock()
    return Act(desk, transaction, now, desk.day(now), CORE)


def _ended(act: Act, row: tables.TicketRow) -> bool:
    try:
        with suppress(NotNow), act.transaction.part():  # has moved since it was looked at
            move_wherever(act, row, Move(Verb.LAPSE))
            return True
    except KerakError as error:
        log.warning("a ticket of an earlier day (row %d) could not be ended: %s", row.id, error)
    return False
