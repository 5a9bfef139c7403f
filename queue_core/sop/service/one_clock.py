"""What happens to one clock, a visit's or a file's: it starts, stands still, runs on, ends."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from queue_core.foundation.standards import Standard
from queue_core.sop.rules.calendar import FOREVER, Span
from queue_core.sop.rules.clocks import StepClock, start_clock
from queue_core.sop.rules.standards import allowance
from queue_core.sop.service.calendars import office_calendar
from queue_core.sop.service.telling import tell_of
from queue_core.sop.service.timing import Timing
from queue_core.sop.store import clock_book, office_book
from queue_core.sop.store.tables import Row


@dataclass(frozen=True, kw_only=True)
class Subject:
    """Whose clock it is: a visit's or a file's; the number that people know it by, service, officer."""

    ticket_id: int | None
    file_id: int | None = None
    number: str
    service: str
    officer: str | None = None


def start(timing: Timing, subject: Subject, step: str, standard: Standard) -> None:
    """Starts a clock; it stands still from the start where a disturbance holds its service up."""
    calendar = office_calendar(timing.connection, timing.profile, timing.now)
    allowed = allowance(timing.now, standard.amount, standard.unit, calendar)
    clock = start_clock(step, timing.now, allowed, calendar if standard.counts_office_time else None)
    row = clock_book.add_clock(
        timing.connection,
        office=timing.office,
        ticket_id=subject.ticket_id,
        file_id=subject.file_id,
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
    if _hold_by_disturbances(timing, row):
        retime(timing, row)


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
    calendar = office_calendar(timing.connection, timing.profile, row.started_at) if row.office_time else None
    clock = start_clock(row.step, row.started_at, allowed, calendar, pauses)
    clock_book.change_clock(timing.connection, row.id, near_at=clock.near_at, due_at=clock.due_at)
    return clock


def run_on(timing: Timing, ended: Row) -> None:
    """Lets a clock run again from its first start; a disturbance that lasts holds it as the others."""
    clock_book.change_clock(timing.connection, ended.id, finished_at=None, interrupted=False)
    clock_book.reopen_pauses(timing.connection, ended.id, ended.finished_at)
    _hold_by_disturbances(timing, ended)
    retime(timing, ended)


def finish(timing: Timing, clocks: Iterable[Row], officer: str | None) -> None:
    """Ends clocks whose work is done, and whatever pauses them."""
    for row in clocks:
        tell_of(timing, [row])
        for one in clock_book.open_pauses_of_clock(timing.connection, row.id):
            clock_book.end_pause(timing.connection, one, timing.now)
        retime(timing, row)
        ended: datetime = max(timing.now, row.started_at)
        clock_book.change_clock(timing.connection, row.id, finished_at=ended, **served(row, officer))


def interrupt(timing: Timing, clocks: Iterable[Row], officer: str | None) -> None:
    """Ends clocks before their work is done: they measured nothing."""
    for row in clocks:
        finish(timing, [row], officer)
        clock_book.change_clock(timing.connection, row.id, interrupted=True)


def served(row: Row, officer: str | None) -> dict[str, object]:
    """Who has the clock now, and who had it before: all of them have served the family."""
    if officer in (None, row.officer):
        return {"officer": row.officer}
    earlier = [one for one in (*(row.earlier_officers or ()), row.officer) if one is not None]
    return {"officer": officer, "earlier_officers": earlier or None}


def _hold_by_disturbances(timing: Timing, row: Row) -> bool:
    """Whether a disturbance holds the clock from now on that did not hold it before."""
    lasting = office_book.disturbances_of_service(timing.connection, timing.office, row.service)
    if not lasting:
        return False
    known = {one.disturbance_id for one in clock_book.pauses_of(timing.connection, [row.id])}
    new = [one for one in lasting if one.id not in known]
    for one in new:
        _add_pause(timing, row.id, one.reason, one.id)
    return bool(new)


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
