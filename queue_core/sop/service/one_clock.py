"""What happens to one clock, a visit's or a file's: it starts, stands still, runs on, ends."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from queue_core.foundation.standards import Standard
from queue_core.sop.rules.calendar import FOREVER, OfficeCalendar, Span
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
    calendar = (
        office_calendar(timing.connection, timing.profile, timing.now)
        if standard.counts_office_time
        else None
    )
    allowed = allowance(timing.now, standard.amount, standard.unit, calendar)
    clock = start_clock(step, timing.now, allowed, calendar)
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
        retime(timing, [row])


def hold(timing: Timing, clocks: Sequence[Row], reason: str, disturbance_id: int | None = None) -> None:
    """Begins a pause of each clock, after what they have passed by now is told."""
    tell_of(timing, clocks)
    pauses = [_pause(timing, row.id, reason, disturbance_id=disturbance_id) for row in clocks]
    clock_book.add_pauses(timing.connection, pauses)
    retime(timing, clocks)


def retime(timing: Timing, clocks: Sequence[Row]) -> dict[int, StepClock]:
    """Works out anew, by id, when clocks are near their end and due: from pauses and the calendar of now."""
    pauses: dict[int, list[Span]] = defaultdict(list)
    for one in clock_book.pauses_of(timing.connection, [row.id for row in clocks]):
        pauses[one.clock_id].append(Span(one.started_at, one.ended_at or FOREVER))
    calendars = _calendars(timing, [row.started_at for row in clocks if row.office_time])
    found = {
        row.id: start_clock(
            row.step,
            row.started_at,
            timedelta(seconds=row.allowed_seconds),
            calendars[row.started_at.year] if row.office_time else None,
            tuple(pauses[row.id]),
        )
        for row in clocks
    }
    clock_book.retime(timing.connection, {key: (one.near_at, one.due_at) for key, one in found.items()})
    return found


def _calendars(timing: Timing, starts: Iterable[datetime]) -> dict[int, OfficeCalendar]:
    """One for each year in which a clock began: a calendar knows the holidays around its own year alone."""
    first = {one.year: one for one in sorted(starts, reverse=True)}
    return {year: office_calendar(timing.connection, timing.profile, since) for year, since in first.items()}


def run_on(timing: Timing, ended: Row) -> None:
    """Lets a clock run again as if it had never ended: disturbances hold it, and held it, as the others."""
    clock_book.change_clock(timing.connection, ended.id, finished_at=None, interrupted=False)
    clock_book.reopen_pauses(timing.connection, ended.id)
    _hold_by_disturbances(timing, ended)
    retime(timing, [ended])


def finish(timing: Timing, clocks: Sequence[Row], officer: str | None) -> None:
    """Ends clocks whose work is done, and whatever pauses them."""
    tell_of(timing, clocks)
    for row in clocks:
        for one in clock_book.open_pauses_of_clock(timing.connection, row.id):
            clock_book.end_pause(timing.connection, one, timing.now)
    retime(timing, clocks)
    for row in clocks:
        ended: datetime = max(timing.now, row.started_at)
        clock_book.change_clock(timing.connection, row.id, finished_at=ended, **served(row, officer))


def interrupt(timing: Timing, clocks: Sequence[Row], officer: str | None) -> None:
    """Ends clocks before their work is done: they measured nothing."""
    finish(timing, clocks, officer)
    for row in clocks:
        clock_book.change_clock(timing.connection, row.id, interrupted=True)


def served(row: Row, officer: str | None) -> dict[str, object]:
    """Who has the clock now, and who had it before: all of them have served the family."""
    if officer in (None, row.officer):
        return {"officer": row.officer}
    earlier = [one for one in (*(row.earlier_officers or ()), row.officer) if one is not None]
    return {"officer": officer, "earlier_officers": earlier or None}


def _hold_by_disturbances(timing: Timing, row: Row) -> bool:
    """Whether a disturbance holds the clock, or would have held it, that did not before."""
    lasted = office_book.disturbances_since(timing.connection, timing.office, row.service, row.started_at)
    if not lasted:
        return False
    known = {one.disturbance_id for one in clock_book.pauses_of(timing.connection, [row.id])}
    pauses = [
        _pause(
            timing,
            row.id,
            one.reason,
            disturbance_id=one.id,
            paused_by=one.declared_by,
            started_at=max(one.declared_at, row.started_at),
            ended_at=one.lifted_at,
        )
        for one in lasted
        if one.id not in known
    ]
    clock_book.add_pauses(timing.connection, pauses)
    return bool(pauses)


def _pause(timing: Timing, clock_id: int, reason: str, **more: object) -> dict[str, object]:
    begun = {"office": timing.office, "paused_by": timing.actor, "started_at": timing.now}
    return {**begun, "clock_id": clock_id, "reason": reason, **more}
