"""A ticket's place in the quotas when it goes on to another service."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection

from queue_core.foundation.profile import Service
from queue_core.sop.service.views import has_begun
from queue_core.tickets.service import quotas
from queue_core.tickets.service.admission import local_time, timetable
from queue_core.tickets.service.desk import Act, Desk
from queue_core.tickets.store import appointment_book, tables
from queue_core.tickets.store.quota_book import ServiceDay


def move_place(act: Act, row: tables.TicketRow, to: Service) -> None:
    """Counts the ticket in the other service's quota, and gives the place in its own back.

    It is counted as if it had been taken for that service when it was taken, and never refused. A service
    that has begun keeps its place, and takes no second one when the ticket comes back to it.
    """
    connection, desk = act.transaction.connection, act.desk
    at = local_time(desk, _taken_for(desk, connection, row))
    own = desk.profile.service(row.service)
    if own is not None and own.quota is not None and not has_begun(connection, row.id, own.key):
        quotas.give_back(act, ServiceDay(desk.office, row.day, own.key), own.quota, at, row.children)
    if to.quota is not None and not has_begun(connection, row.id, to.key):
        quotas.count(act, ServiceDay(desk.office, row.day, to.key), to.quota, at, row.children)


def _taken_for(desk: Desk, connection: Connection, row: tables.TicketRow) -> datetime:
    """The instant whose hours the place was taken from: slot, opening of a later day, or issue."""
    slot = appointment_book.booked_for(connection, row.id)
    if slot is not None:
        return slot
    own = desk.profile.service(row.service)
    taken: datetime = row.issued_at
    if own is None or desk.day(taken) == row.day:
        return taken
    spans = timetable(desk, connection, own, row.day)(row.day)
    return spans[0].opens if spans else taken
