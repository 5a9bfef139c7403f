"""Reads the clocks of a ticket, and of a file, as evidence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import Connection

from queue_core.sop.store import clock_book
from queue_core.sop.store.tables import Row
from queue_core.sop.wire import PauseView, StepView


def evidence(connection: Connection, ticket_id: int) -> tuple[StepView, ...]:
    """Every clock of the ticket and of its files, in the order in which they began."""
    return _with_pauses(connection, clock_book.clocks_of_ticket(connection, ticket_id))


def visit_clocks(connection: Connection, ticket_id: int) -> tuple[StepView, ...]:
    """Every clock of the ticket's visit, the whole service's too, in the order in which they began."""
    return _with_pauses(connection, clock_book.clocks_of_visit(connection, ticket_id))


def file_clocks(connection: Connection, file_id: int) -> tuple[StepView, ...]:
    """Every clock of the file in the order in which they began."""
    return _with_pauses(connection, clock_book.clocks_of_file(connection, file_id))


def _with_pauses(connection: Connection, rows: Sequence[Row]) -> tuple[StepView, ...]:
    pauses: dict[int, list[Row]] = defaultdict(list)
    for pause in clock_book.pauses_of(connection, [row.id for row in rows]):
        pauses[pause.clock_id].append(pause)
    return tuple(step_view(row, pauses[row.id]) for row in rows)


def has_begun(connection: Connection, ticket_id: int, service: str) -> bool:
    """Whether the service has begun for the ticket, however it went on."""
    return any(row.service == service for row in clock_book.clocks_of_visit(connection, ticket_id))


def is_late(connection: Connection, ticket_id: int, now: datetime) -> bool:
    """Whether any clock of the ticket, or of its files, is past its due instant, or was when it ended."""
    return clock_book.has_late(connection, ticket_id, now)


def step_view(row: Row, pauses: Iterable[Row] = ()) -> StepView:
    """One clock as it travels."""
    return StepView(
        step=row.step,
        file_id=row.file_id,
        started_at=row.started_at,
        allowed_seconds=row.allowed_seconds,
        near_at=row.near_at,
        due_at=row.due_at,
        finished_at=row.finished_at,
        interrupted=row.interrupted,
        officer=row.officer,
        earlier_officers=tuple(row.earlier_officers or ()),
        pauses=pause_views(pauses),
    )


def pause_views(pauses: Iterable[Row]) -> tuple[PauseView, ...]:
    """Pauses as they travel."""
    return tuple(
        PauseView(started_at=one.started_at, ended_at=one.ended_at, reason=one.reason) for one in pauses
    )
