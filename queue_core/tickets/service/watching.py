"""What the push tells families: everybody's seat and the pages of some tickets, in one read."""

from __future__ import annotations

import logging
from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection

from queue_core.tickets.errors import VisitOver
from queue_core.tickets.rules.life import TicketState
from queue_core.tickets.rules.numbers import ticket_number
from queue_core.tickets.rules.waiting import STEP_MINUTES, TURNS_BESIDES_THOSE_AHEAD
from queue_core.tickets.service.desk import Desk
from queue_core.tickets.service.outlook import Outlook, Prospect, Seats, competition_of, everybody, outlook
from queue_core.tickets.service.views import NO_OUTLOOK, page_with, ticket_with
from queue_core.tickets.store import counter_book, tables
from queue_core.tickets.wire.places import WaitRule
from queue_core.tickets.wire.tickets import TicketPage

log = logging.getLogger(__name__)


class Watched(NamedTuple):
    """A ticket whose page is open."""

    ticket_id: int
    number: str


class FoundPage(NamedTuple):
    """What a page shows, and whose news of places it hears: none unless its ticket waits, and today."""

    group: str | None
    page: TicketPage


class Look(NamedTuple):
    """One unchanging view of the queue; a page that could not be read is missing.

    `over` are the pages of visits that are over.
    """

    at: datetime
    seats: Seats
    pages: dict[str, FoundPage]
    over: set[str]


def find(desk: Desk, key: str) -> Watched:
    """The ticket of a page that is being opened. Raises UnknownTicket or VisitOver."""
    row = desk.database.read(lambda connection: ticket_with(desk, connection, key))
    return Watched(row.id, ticket_number(row.lane, row.serial))


def look(desk: Desk, keys: Collection[str]) -> Look:
    """Where everybody stands who waits today, and what these pages show."""

    def read(connection: Connection) -> Look:
        now = desk.clock()
        seats = everybody(desk, connection, now)
        calling = counter_book.calling(connection, desk.office).counters
        seen = Look(now, seats, {}, set())
        for key in keys:
            _look_at(desk, connection, key, calling, seen)
        return seen

    return desk.database.read(read)


def _look_at(desk: Desk, connection: Connection, key: str, calling: frozenset[int], seen: Look) -> None:
    try:
        row = ticket_with(desk, connection, key)
        page = page_with(desk, connection, row, _outlook(desk, connection, row, seen.seats))
    except VisitOver:
        seen.over.add(key)
    except Exception:  # one page must not keep the others waiting
        log.exception("a page could not be read")
    else:
        in_line = row.state == TicketState.WAITING and row.day == desk.day(page.at)
        group = competition_of(desk, row, calling).group if in_line else None
        seen.pages[key] = FoundPage(group, page)


def _outlook(desk: Desk, connection: Connection, row: tables.TicketRow, seats: Seats) -> Outlook:
    if row.state != TicketState.WAITING:
        return NO_OUTLOOK
    return seats.outlook(row.id) if row.id in seats.of else outlook(desk, connection, row)


def wait_rule(prospect: Prospect) -> WaitRule | None:
    """What the pages of a group reckon their wait from; None while no counter is open."""
    if prospect.counters <= 0:
        return None
    habits = prospect.habits
    return WaitRule(
        counters=prospect.counters,
        free=prospect.free,
        beside=TURNS_BESIDES_THOSE_AHEAD,
        turn_minutes=habits.turn_minutes,
        half=habits.spread.half,
        nine_in_ten=habits.spread.nine_in_ten,
        step=STEP_MINUTES,
    )
