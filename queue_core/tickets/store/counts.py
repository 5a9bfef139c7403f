"""How many tickets and requests for help there are today. Nothing decides here."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, func, select

from queue_core.tickets.rules.assistance import HelpState
from queue_core.tickets.rules.life import TicketState
from queue_core.tickets.store.help_book import help_request
from queue_core.tickets.store.tables import ticket


def letters_today(connection: Connection, office: str, day: date) -> Sequence[Any]:
    """For each letter that a number carries, and where it waits: letter, waits_in and how many.

    How many were issued and called, how many calls there were, how many wait.
    """
    counts = (
        func.count().label("issued"),
        func.count(ticket.c.called_at).label("called"),
        func.sum(ticket.c.calls).label("calls"),
        func.count().filter(ticket.c.state == TicketState.WAITING).label("waiting"),
    )
    mine = (ticket.c.office == office, ticket.c.day == day)
    where = (ticket.c.lane.label("letter"), ticket.c.waits_in)
    by = (ticket.c.lane, ticket.c.waits_in)
    return connection.execute(select(*where, *counts).where(*mine).group_by(*by)).all()


def open_help(connection: Connection, office: str, day: date) -> int:
    """How many requests for help nobody has taken."""
    mine = (
        help_request.c.office == office,
        help_request.c.day == day,
        help_request.c.state == HelpState.OPEN,
    )
    return int(connection.execute(select(func.count()).where(*mine)).scalar_one())
