"""Checks a family with an appointment in: exactly one ticket, ranked by the rule of arrivals."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from queue_core.foundation.identifiers import WriteRequest
from queue_core.sop.service.calendars import is_closed
from queue_core.tickets.errors import (
    AppointmentCancelled,
    AppointmentNotToday,
    AppointmentOver,
    AppointmentTooEarly,
    OutsideHours,
    TooManyCodes,
    UnknownAppointment,
)
from queue_core.tickets.rules.appointments import (
    AppointmentState,
    AppointmentVerb,
    Arrival,
    arrival,
    is_code,
)
from queue_core.tickets.rules.life import ENDED_STATES
from queue_core.tickets.service import issuing
from queue_core.tickets.service.admission import Entry, must_be_open
from queue_core.tickets.service.appointments import apply_verb
from queue_core.tickets.service.desk import Act, Desk
from queue_core.tickets.service.slots import tolerance_of
from queue_core.tickets.store import appointment_book, ticket_book
from queue_core.tickets.store.appointment_book import AppointmentRow
from queue_core.tickets.wire.appointments import CheckIn
from queue_core.tickets.wire.tickets import IssuedTicket, NewTicket

WRONG_CODES_A_MINUTE = 10
"""Of 100,000 codes that fit their check digit some dozens are booked: guessing one takes hours."""
WINDOW_SECONDS = 60.0


@dataclass
class Tries:
    """How often each device or account named what there is not, or what may be walked. Kept in memory."""

    monotonic: Callable[[], float]
    a_minute: int = WRONG_CODES_A_MINUTE
    _made: defaultdict[str, deque[float]] = field(default_factory=lambda: defaultdict(deque))

    def require_some(self, actor: str) -> None:
        """Raises TooManyCodes for one who has tried too often within a minute."""
        made = self._made[actor]
        while made and self.monotonic() - made[0] > WINDOW_SECONDS:
            made.popleft()
        if len(made) >= self.a_minute:
            raise TooManyCodes

    def count(self, actor: str) -> None:
        """One more that counts."""
        self._made[actor].append(self.monotonic())


def check_in(desk: Desk, write: WriteRequest, who: CheckIn, tries: Tries) -> IssuedTicket:
    """The ticket of a family that has come; checked in again, it is the same ticket.

    Raises UnknownAppointment, TooManyCodes, AppointmentTooEarly, AppointmentNotToday, AppointmentCancelled,
    AppointmentOver, OutsideHours or LaneFull.
    """
    tries.require_some(write.actor)

    def arrive(act: Act) -> IssuedTicket:
        return _arrive(act, _named(act, who), who.language)

    try:
        return desk.once(write, IssuedTicket, arrive)
    except UnknownAppointment:
        tries.count(write.actor)
        raise


def check_in_by_id(desk: Desk, write: WriteRequest, appointment_id: int) -> IssuedTicket:
    """The same, by an officer who sees the appointment in the list. Raises what `check_in` raises."""

    def arrive(act: Act) -> IssuedTicket:
        row = appointment_book.by_id(act.transaction.connection, desk.office, appointment_id)
        return _arrive(act, row, None)

    return desk.once(write, IssuedTicket, arrive)


def _named(act: Act, who: CheckIn) -> AppointmentRow | None:
    connection, office = act.transaction.connection, act.desk.office
    if who.key is not None:
        return appointment_book.by_key(connection, office, who.key)
    if who.code is None or not is_code(who.code):
        return None
    return appointment_book.by_code(connection, office, who.code, act.day)


def _arrive(act: Act, row: AppointmentRow | None, language: str | None) -> IssuedTicket:
    if row is None:
        raise UnknownAppointment
    match AppointmentState(row.state):
        case AppointmentState.CHECKED_IN:
            return _told_again(act, row)
        case AppointmentState.CANCELLED:
            raise AppointmentCancelled
        case AppointmentState.MISSED:
            raise AppointmentOver
    entry = (
        Entry(row.day, act.now)
        if _is_late(act, row)
        else Entry(row.day, row.starts_at, slot_at=row.starts_at)
    )
    wish = NewTicket(
        service=row.service,
        reason=row.reason,
        language=language or row.language,
        children=row.children,
    )
    issued = issuing.issue_admitted(act, wish, entry)
    apply_verb(act, row, AppointmentVerb.CHECK_IN, issued.ticket.id)
    return issued


def _is_late(act: Act, row: AppointmentRow) -> bool:
    """Whether the family joins as one without an appointment, while the service still gives numbers."""
    service = act.desk.profile.service(row.service)
    tolerance = tolerance_of(service)
    match arrival(act.now, act.day, row.day, row.starts_at, tolerance):
        case Arrival.OTHER_DAY:
            raise _of_another_day(act, row.starts_at)
        case Arrival.TOO_EARLY:
            raise AppointmentTooEarly(come_at=row.starts_at - tolerance.early)
        case Arrival.LATE:
            if service is not None:
                must_be_open(act, service)
            return True
        case _:
            if is_closed(act.transaction.connection, act.desk.office, row.starts_at):
                raise OutsideHours("The office has closed at the time of this appointment.")
            return False


def _of_another_day(act: Act, starts_at: datetime) -> AppointmentOver | AppointmentNotToday:
    return AppointmentOver() if starts_at < act.now else AppointmentNotToday(come_at=starts_at)


def _told_again(act: Act, row: AppointmentRow) -> IssuedTicket:
    ticket = ticket_book.by_id(act.transaction.connection, act.desk.office, row.ticket_id)
    if ticket is None or ticket.state in ENDED_STATES or ticket.day != act.day:
        raise AppointmentOver
    return issuing.tell_again(act, ticket)
