"""Starts, moves on and ends the step clocks of a ticket in service, inside the caller's transaction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection

from queue_core.foundation.profile import Step
from queue_core.sop import store
from queue_core.sop.rules import StepClock, start_step


def begin(
    connection: Connection, office: str, ticket_id: int, standard: Sequence[Step], now: datetime
) -> None:
    """Starts the clock of the first step."""
    _start(connection, office, ticket_id, standard[0], now)


def step_done(
    connection: Connection, office: str, ticket_id: int, standard: Sequence[Step], now: datetime
) -> str | None:
    """Ends the running step and starts the next; the step that ended, or None when none was running."""
    done = store.finish_open(connection, ticket_id, now)
    if done is None:
        return None
    keys = [step.key for step in standard]
    position = keys.index(done) + 1
    if position < len(standard):
        _start(connection, office, ticket_id, standard[position], now)
    return done


def end(connection: Connection, ticket_id: int, now: datetime) -> None:
    """Ends whatever clock is running."""
    store.finish_open(connection, ticket_id, now)


def clocks(connection: Connection, ticket_id: int) -> list[StepClock]:
    """The ticket's clocks in the order in which they began."""
    return store.of_ticket(connection, ticket_id)


def _start(connection: Connection, office: str, ticket_id: int, step: Step, now: datetime) -> None:
    store.add(connection, office, ticket_id, start_step(step.key, step.minutes, now))
