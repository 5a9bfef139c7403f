"""The query of what earlier days have left. Nothing decides here."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Connection, select

from queue_core.tickets.rules.life import LAPSING_STATES
from queue_core.tickets.store.tables import TicketRow, ticket


def left_over(connection: Connection, office: str, before: date) -> Sequence[TicketRow]:
    """The tickets of days before this one that are neither over nor in service, oldest first.

    Reads the whole table, once a day and beside the writer: no index is worth keeping for it.
    """
    mine = ticket.c.office == office, ticket.c.day < before, ticket.c.state.in_(LAPSING_STATES)
    return connection.execute(select(ticket).where(*mine).order_by(ticket.c.id)).all()
