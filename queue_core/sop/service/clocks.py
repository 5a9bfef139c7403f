"""Starts, moves on, pauses and ends the clocks of a ticket's visit, inside the caller's transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from queue_core.foundation.durations import StartEvent
from queue_core.foundation.profile import Profile, Service, Step
from queue_core.sop.errors import AlreadyPaused, NoClockRunning, NotPaused
from queue_core.sop.rules.clocks import WHOLE
from queue_core.sop.service import one_clock
from queue_core.sop.service.one_clock import Subject
from queue_core.sop.service.telling import news_of
from queue_core.sop.service.timing import Timing
from queue_core.sop.store import clock_book
from queue_core.sop.store.tables import Row


@dataclass(frozen=True, kw_only=True)
class Visit(Subject):
    """The visit of a ticket."""

    ticket_id: int


def begin(timing: Timing, visit: Visit) -> None:
    """The family's papers are received: starts the first step, and the whole service where that starts it.

    A ticket that comes back to a service goes on with the clocks that it has there; what paused them is over.
    """
    begun = clock_book.clocks_of_visit(timing.connection, visit.ticket_id)
    steps, service = standard_of(timing.profile, visit.service)
    if mine := [row for row in begun if row.service == visit.service]:
        _end_own_pauses(timing, visit.ticket_id)
        _go_on(timing, visit, mine)
        hand_over(timing, visit.ticket_id, visit.officer)
        return
    one_clock.start(timing, visit, steps[0].key, steps[0].standard)
    if service is not None and _starts_at(service, StartEvent.RECEIVED):
        one_clock.start(timing, visit, WHOLE, service.standard)


def hand_over(timing: Timing, ticket_id: int, officer: str | None) -> None:
    """The ticket's running clocks are this officer's from now on; who had them before is kept."""
    for row in clock_book.open_clocks_of_visit(timing.connection, ticket_id):
        if officer not in (None, row.officer):
            clock_book.change_clock(timing.connection, row.id, **one_clock.served(row, officer))


def _go_on(timing: Timing, visit: Visit, mine: Sequence[Row]) -> None:
    """Begins the step anew that was interrupted: another service came between, or the family was not there.

    The clock of the whole service runs on from its first start: the family waited meanwhile.
    """
    latest = [row for row in mine if row.step != WHOLE][-1]
    step = next(
        (step for step in standard_of(timing.profile, visit.service)[0] if step.key == latest.step), None
    )
    if step is None or not latest.interrupted:
        return
    one_clock.start(timing, visit, step.key, step.standard)
    for row in mine:
        if row.step == WHOLE and row.interrupted:
            one_clock.run_on(timing, row)


def step_done(timing: Timing, visit: Visit) -> str | None:
    """Ends the running step and starts the next; the step that ended, or None when none was running.

    The last step ends the whole service, too; one that declares the papers complete may start it.
    """
    running = clock_book.open_clocks_of_visit(timing.connection, visit.ticket_id)
    row = next((row for row in running if row.step != WHOLE), None)
    if row is None:
        return None
    _end_own_pauses(timing, visit.ticket_id)
    steps, service = standard_of(timing.profile, visit.service)
    keys = [step.key for step in steps]
    position = keys.index(row.step) + 1 if row.step in keys else len(steps)
    one_clock.finish(timing, running if position == len(steps) else [row], visit.officer)
    if position < len(steps):
        one_clock.start(timing, visit, steps[position].key, steps[position].standard)
    if service is not None and _declares_complete(service, steps[position - 1]):
        one_clock.start(timing, visit, WHOLE, service.standard)
    return str(row.step)


def end(timing: Timing, ticket_id: int, officer: str | None) -> None:
    """Ends whatever clock of the ticket is running."""
    _end_own_pauses(timing, ticket_id)
    one_clock.finish(timing, clock_book.open_clocks_of_visit(timing.connection, ticket_id), officer)


def interrupt(timing: Timing, ticket_id: int, officer: str | None) -> None:
    """Ends whatever clock is running before its work is done; `begin` takes it up if the ticket returns."""
    _end_own_pauses(timing, ticket_id)
    one_clock.interrupt(timing, clock_book.open_clocks_of_visit(timing.connection, ticket_id), officer)


def reopen(timing: Timing, ticket_id: int, ended_at: datetime) -> None:
    """Lets the clocks run on that ended at this instant; what ceased to pause them then holds them again."""
    for row in clock_book.clocks_of_visit(timing.connection, ticket_id):
        if row.finished_at == ended_at:
            one_clock.run_on(timing, row)
    reasons = clock_book.reopen_own_pauses(timing.connection, ticket_id, ended_at)
    if not reasons:
        return
    running = clock_book.open_clocks_of_visit(timing.connection, ticket_id)
    one_clock.retime(timing, running)
    timing.record("clock_paused", news_of(running[0], reasons[0]))


def pause(timing: Timing, ticket_id: int, reason: str) -> None:
    """Lets every clock of the ticket stand still, for a reason. Raises NoClockRunning or AlreadyPaused."""
    running = clock_book.open_clocks_of_visit(timing.connection, ticket_id)
    if not running:
        raise NoClockRunning
    if clock_book.open_own_pauses(timing.connection, ticket_id):
        raise AlreadyPaused
    one_clock.hold(timing, running, reason)
    timing.record("clock_paused", news_of(running[0], reason))


def resume(timing: Timing, ticket_id: int) -> None:
    """Lets the ticket's clocks run again. Raises NotPaused."""
    running = clock_book.open_clocks_of_visit(timing.connection, ticket_id)
    if not running or not clock_book.open_own_pauses(timing.connection, ticket_id):
        raise NotPaused
    _end_own_pauses(timing, ticket_id)


def standard_of(profile: Profile, service_key: str) -> tuple[tuple[Step, ...], Service | None]:
    """The steps of a service; of one that the profile no longer has, the steps of the office."""
    service = profile.service(service_key)
    return (profile.standard(service) if service else profile.steps), service


def _declares_complete(service: Service, step: Step) -> bool:
    return step.declares_complete and _starts_at(service, StartEvent.DECLARED_COMPLETE)


def _starts_at(service: Service, event: StartEvent) -> bool:
    """Whether the visit's clock of the whole service starts so; a file's clock is none of the visit's."""
    return service.timed_by == "ticket" and service.standard.starts is event


def _end_own_pauses(timing: Timing, ticket_id: int) -> None:
    pauses = clock_book.open_own_pauses(timing.connection, ticket_id)
    if not pauses:
        return
    running = {row.id: row for row in clock_book.open_clocks_of_visit(timing.connection, ticket_id)}
    for one in pauses:
        clock_book.end_pause(timing.connection, one, timing.now)
    one_clock.retime(timing, [running[one.clock_id] for one in pauses])
    timing.record("clock_resumed", news_of(running[pauses[0].clock_id]))
