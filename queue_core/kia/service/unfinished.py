"""Whether a visit has a file that is not done with: what the queue asks of the KIA office."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection

from queue_core.kia.store import files as store


def has_unfinished(connection: Connection, ticket_id: int, _now: datetime) -> bool:
    """Whether a file that came with the ticket is neither handed over, refused, withdrawn nor void."""
    return store.unfinished(connection, ticket_id)
