"""Starts, moves on, pauses and ends the clocks of a ticket, inside the caller's transaction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from queue_core.foundation.durations import StartEvent
from queue_core.foundation.profile import Profile, Service, Step
from queue_core.foundation.standards import Standard
from queue_core.sop.errors import AlreadyPaused, NoClockRunning, NotPaused
from queue_core.sop.rules.calendar import FOREVER, OfficeCalendar, Span
from queue_core.sop.rules.clocks import WHOLE, StepClock, start_clock
from queue_core.sop.rules.standards import allowance
from queue_core.sop.service.calendars import office_calendar
from queue_core.sop.service.telling import news_of, tell_of
from queue_core.sop.service.timing import Timing
from queue_core.sop.store import clock_book, office_book
from queue_core.sop.store.tables import Row


@dataclass(frozen=True)
class Subject:
    """Whose clocks these are: a ticket, the number that people know it by, its service, who serves it."""

    ticket_id: int
    number: str
    service: str
    officer: str | None = None


def begin(timing: Timing, subject: Subject) -> None:
    """The family's papers are received: starts the first step, and the whole service where that starts it.

    A ticket that comes back to a service goes on with the clocks that it has there; what paused them is over.
    """
    begun = clock_book.clocks_of_ticket(timing.connection, subject.ticket_id)
    steps, service = standard_of(timing.profile, subject.service)
    if mine := [row for row in begun if row.service == subject.service]:
        _end_own_pauses(timing, subject.ticket_id)
        _go_on(timing, subject, mine)
        hand_over(timing, subject.ticket_id, subject.officer)
        return
    _start(timing, subject, steps[0].key, steps[0].standard)
    if service is not None and _starts_at(service, StartEvent.RECEIVED):
        _start(timing, subject, WHOLE, service.standard)


def hand_over(timing: Timing, ticket_id: int, officer: str | None) -> None:
    """The ticket's running clocks are this officer's from now on; who had them before is kept."""
    for row in clock_book.open_clocks_of_ticket(timing.connection, ticket_id):
        if officer not in (None, row.officer):
            clock_book.change_clock(timing.connection, row.id, **_served(row, officer))


def _go_on(timing: Timing, subject: Subject, mine: Sequence[Row]) -> None:
    """Begins the step anew that was interrupted: another service came between, or the family was not there.

    The clock of the whole service runs on from its first start: the family waited meanwhile.
    """
    latest = [row for row in mine if row.step != WHOLE][-1]
    step = next(
        (step for step in standard_of(timing.profile, subject.service)[0] if step.key == latest.step), None
    )
    if step is None or not latest.interrupted:
        return
    _start(timing, subject, step.key, step.standard)
    for row in mine:
        if row.step == WHOLE and row.interrupted:
            _run_on(timing, row)


def step_done(timing: Timing, subject: Subject) -> str | None:
    """Ends the running step and starts the next; the step that ended, or None when none was running.

    The last step ends the whole service, too; one that declares the papers complete may start it.
    """
    running = clock_book.open_clocks_of_ticket(timing.connection, subject.ticket_id)
    row = next((row for row in running if row.step != WHOLE), None)
    if row is None:
        return None
    _end_own_pauses(timing, subject.ticket_id)
    steps, service = standard_of(timing.profile, subject.service)
    keys = [step.key for step in steps]
    position = keys.index(row.step) + 1 if row.step in keys else len(steps)
    _finish(timing, running if position == len(steps) else [row], subject.officer)
    if position < len(steps):
        _start(timing, subject, steps[position].key, steps[position].standard)
    if service is not None and _declares_complete(service, steps[position - 1]):
        _start(timing, subject, WHOLE, service.standard)
    return str(row.step)


def end(timing: Timing, ticket_id: int, officer: str | None) -> None:
    """Ends whatever clock of the ticket is running."""
    _end_own_pauses(timing, ticket_id)
    _finish(timing, clock_book.open_clocks_of_ticket(timing.connection, ticket_id), officer)


def interrupt(timing: Timing, ticket_id: int, officer: str | None) -> None:
    """Ends whatever clock is running before its work is done; `begin` takes it up if the ticket returns."""
    running = clock_book.open_clocks_of_ticket(timing.connection, ticket_id)
    end(timing, ticket_id, officer)
    for row in running:
        clock_book.change_clock(timing.connection, row.id, interrupted=True)


def reopen(timing: Timing, ticket_id: int, ended_at: datetime) -> None:
    """Lets the clocks run on that ended at this instant; what ceased to pause them then holds them again."""
    for row in clock_book.clocks_of_ticket(timing.connection, ticket_id):
        if row.finished_at == ended_at:
            _run_on(timing, row)
    reasons = clock_book.reopen_own_pauses(timing.connection, ticket_id, ended_at)
    if not reasons:
        return
    running = clock_book.open_clocks_of_ticket(timing.connection, ticket_id)
    for row in running:
        retime(timing, row)
    timing.record("clock_paused", news_of(running[0], reasons[0]))


def _run_on(timing: Timing, ended: Row) -> None:
    clock_book.change_clock(timing.connection, ended.id, finished_at=None, interrupted=False)
    clock_book.reopen_pauses(timing.connection, ended.id, ended.finished_at)
    retime(timing, ended)


def pause(timing: Timing, ticket_id: int, reason: str) -> None:
    """Lets every clock of the ticket stand still, for a reason. Raises NoClockRunning or AlreadyPaused."""
    running = clock_book.open_clocks_of_ticket(timing.connection, ticket_id)
    if not running:
        raise NoClockRunning
    if clock_book.open_own_pauses(timing.connection, ticket_id):
        raise AlreadyPaused
    hold(timing, running, reason)
    timing.record("clock_paused", news_of(running[0], reason))


def resume(timing: Timing, ticket_id: int) -> None:
    """Lets the ticket's clocks run again. Raises NotPaused."""
    running = clock_book.open_clocks_of_ticket(timing.connection, ticket_id)
    if not running or not clock_book.open_own_pauses(timing.connection, ticket_id):
        raise NotPaused
    _end_own_pauses(timing, ticket_id)


def hold(timing: Timing, clocks: Iterable[Row], reason: str, disturbance_id: int | None = None) -> None:
    """Begins a pause of each clock, after what they have passed by now is told."""
    for row in clocks:
        tell_of(timing, [row])
        _add_pause(timing, row.id, reason, disturbance_id)
        retime(timing, row)


def retime(timing: Timing, row: Row) -> StepClock:
    """Works out anew when a clock is near its end and due, from its pauses and the calendar of now."""
    allowed = timedelta(seconds=row.allowed_seconds)
    pauses = tuple(
        Span(one.started_at, one.ended_at or FOREVER)
        for one in clock_book.pauses_of(timing.connection, [row.id])
    )
    calendar = _calendar(timing, row.started_at) if row.office_time else None
    clock = start_clock(row.step, row.started_at, allowed, calendar, pauses)
    clock_book.change_clock(timing.connection, row.id, near_at=clock.near_at, due_at=clock.due_at)
    return clock


def standard_of(profile: Profile, service_key: str) -> tuple[tuple[Step, ...], Service | None]:
    """The steps of a service; of one that the profile no longer has, the steps of the office."""
    service = profile.service(service_key)
    return (profile.standard(service) if service else profile.steps), service


def _calendar(timing: Timing, since: datetime) -> OfficeCalendar:
    return office_calendar(timing.connection, timing.profile, since)


def _declares_complete(service: Service, step: Step) -> bool:
    return step.declares_complete and _starts_at(service, StartEvent.DECLARED_COMPLETE)


def _starts_at(service: Service, event: StartEvent) -> bool:
    """Whether the visit's clock of the whole service starts so; a file's clock is none of the visit's."""
    return service.timed_by == "ticket" and service.standard.starts is event


def _start(timing: Timing, subject: Subject, step: str, standard: Standard) -> None:
    calendar = _calendar(timing, timing.now) if standard.counts_office_time else None
    allowed = allowance(timing.now, standard.amount, standard.unit, calendar)
    clock = start_clock(step, timing.now, allowed, calendar)
    row = clock_book.add_clock(
        timing.connection,
        office=timing.office,
        ticket_id=subject.ticket_id,
        subject=subject.number,
        service=subject.service,
        step=step,
        officer=subject.officer,
        started_at=timing.now,
        allowed_seconds=allowed.total_seconds(),
        office_time=standard.counts_office_time,
        near_at=clock.near_at,
        due_at=clock.due_at,
    )
    for one in office_book.disturbances_of_service(timing.connection, timing.office, subject.service):
        _add_pause(timing, row.id, one.reason, one.id)
        retime(timing, row)


def _finish(timing: Timing, clocks: Iterable[Row], officer: str | None) -> None:
    for row in clocks:
        tell_of(timing, [row])
        for one in clock_book.open_pauses_of_clock(timing.connection, row.id):
            clock_book.end_pause(timing.connection, one, timing.now)
        retime(timing, row)
        ended: datetime = max(timing.now, row.started_at)
        clock_book.change_clock(timing.connection, row.id, finished_at=ended, **_served(row, officer))


def _served(row: Row, officer: str | None) -> dict[str, object]:
    """Who has the clock now, and who had it before: all of them have served the family."""
    if officer in (None, row.officer):
        return {"officer": row.officer}
    earlier = [one for one in (*(row.earlier_officers or ()), row.officer) if one is not None]
    return {"officer": officer, "earlier_officers": earlier or None}


def _end_own_pauses(timing: Timing, ticket_id: int) -> None:
    pauses = clock_book.open_own_pauses(timing.connection, ticket_id)
    if not pauses:
        return
    running = {row.id: row for row in clock_book.open_clocks_of_ticket(timing.connection, ticket_id)}
    for one in pauses:
        clock_book.end_pause(timing.connection, one, timing.now)
        retime(timing, running[one.clock_id])
    timing.record("clock_resumed", news_of(running[pauses[0].clock_id]))


def _add_pause(timing: Timing, clock_id: int, reason: str, disturbance_id: int | None) -> None:
    clock_book.add_pause(
        timing.connection,
        office=timing.office,
        clock_id=clock_id,
        disturbance_id=disturbance_id,
        reason=reason,
        paused_by=timing.actor,
        started_at=timing.now,
    )
