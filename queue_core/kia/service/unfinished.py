"""What is not done with of a visit's files: what the queue asks of the KIA office."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection

from queue_core.kia.rules.life import FileState
from queue_core.kia.store import files as store
from queue_core.tickets.wire.tickets import VisitDocuments


def has_unfinished(connection: Connection, ticket_id: int, _now: datetime) -> bool:
    """Whether a file that came with the ticket is neither handed over, refused, withdrawn nor void."""
    return store.unfinished(connection, ticket_id)


def documents_of(connection: Connection, ticket_id: int, now: datetime) -> VisitDocuments | None:
    """What is made of the ticket's files, and what is ready; None where nothing is."""
    rows = store.stands_of_ticket(connection, ticket_id)
    ready = sum(row.state == FileState.READY for row in rows)
    due = [row.due_at for row in rows if row.clock_id is not None]
    if not due and not ready:
        return None
    last = None if not due or None in due else max(due)
    late = last is not None and last < now
    return VisitDocuments(being_made=len(due), ready=ready, due_at=last, late=late)
