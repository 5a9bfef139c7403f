"""Whether a service gives out numbers now, and when to come instead."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import Connection

from queue_core.foundation.profile import Service
from queue_core.foundation.queueing import Quota
from queue_core.sop.service.calendars import is_closed, office_calendar
from queue_core.tickets.errors import NoNextDayList, OutsideHours
from queue_core.tickets.rules.hours import (
    DAYS_LOOKED_AHEAD,
    Span,
    Standing,
    after_closing,
    last_ticket_at,
    next_opening,
    standing,
    stretch,
)
from queue_core.tickets.rules.quotas import Part, hours_at
from queue_core.tickets.service import quotas
from queue_core.tickets.service.desk import Act, Desk
from queue_core.tickets.store import quota_book
from queue_core.tickets.store.quota_book import ServiceDay
from queue_core.tickets.wire.availability import Availability, ServiceAvailability
from queue_core.tickets.wire.tickets import NewTicket

Timetable = Callable[[date], Sequence[Span]]
"""The stretches of a day in which a service is open."""


@dataclass(frozen=True)
class Entry:
    """How a wish enters the queue: its day, the instant that ranks it, when to come if not now.

    `slot_at` is the beginning of the slot, where an appointment ranks it.
    """

    day: date
    rank_at: datetime
    come_at: datetime | None = None
    slot_at: datetime | None = None


def admit(act: Act, service: Service, new: NewTicket) -> Entry:
    """Lets a wish for a number pass. Raises OutsideHours, NoNextDayList or QuotaUsedUp."""
    if new.next_day:
        return _admit_next_day(act, service, new)
    desk, quota = act.desk, service.quota
    must_be_open(act, service)
    if quota is not None:
        of = ServiceDay(desk.office, act.day, service.key)
        quotas.take(act, of, quota, local_time(desk, act.now), new.children)
    return Entry(act.day, act.now)


def must_be_open(act: Act, service: Service) -> None:
    """Raises OutsideHours where the hours bind and the service gives no numbers now."""
    if not _hours_bind(act.desk, act.transaction.connection, act.now):
        return
    today = timetable(act.desk, act.transaction.connection, service, act.day)(act.day)
    if standing(act.now, today) is not Standing.OPEN:
        raise OutsideHours(f"{service.key} gives no numbers at this time.")


def _admit_next_day(act: Act, service: Service, new: NewTicket) -> Entry:
    """A place on the list of the next open day: it ranks with that day's first instant."""
    spans = timetable(act.desk, act.transaction.connection, service, act.day)
    opening = _next_day_opening(spans, act.day)
    if service.quota is None or opening is None:
        raise NoNextDayList(f"{service.key} keeps no list for the next day.")
    zone = act.desk.profile.office.zone
    day = opening.astimezone(zone).date()
    of = ServiceDay(act.desk.office, day, service.key)
    quotas.take(act, of, service.quota, local_time(act.desk, opening), new.children)
    return Entry(day, datetime.combine(day, time(), zone), opening)


def availability(desk: Desk) -> Availability:
    """What every service has to give now."""
    now = desk.clock()
    day = desk.day(now)

    def read(connection: Connection) -> Availability:
        services = tuple(_of_service(desk, connection, one, now, day) for one in desk.profile.services)
        return Availability(at=now, day=day, services=services)

    return desk.database.read(read)


def is_after_hours(desk: Desk, connection: Connection, service: Service, now: datetime) -> bool:
    """Whether the service has closed for the day; who has a number is served all the same."""
    if not _hours_bind(desk, connection, now):
        return False
    day = desk.day(now)
    return after_closing(now, timetable(desk, connection, service, day)(day))


def opening_of_a_later_day(
    desk: Desk, connection: Connection, service: Service, day: date
) -> datetime | None:
    """When to come with a number of a day that has not begun; None for one of today."""
    if day <= desk.day(desk.clock()):
        return None
    of_day = timetable(desk, connection, service, day)(day)
    return of_day[0].opens if of_day else None


def _hours_bind(desk: Desk, connection: Connection, now: datetime) -> bool:
    """Whether numbers are given within the hours alone: always while the office itself has closed the day."""
    return not desk.profile.queue.issue_outside_hours or is_closed(connection, desk.office, now)


def timetable(desk: Desk, connection: Connection, service: Service, since: date) -> Timetable:
    """The stretches in which the service is open, by day: its hours less holidays and closings."""
    profile = desk.profile
    midnight = datetime.combine(since, time(), profile.office.zone)
    calendar = office_calendar(connection, profile, midnight, service.hours)
    last = timedelta(minutes=profile.queue.last_ticket_minutes)
    return lambda day: tuple(stretch(span.start, span.end, last) for span in calendar.spans_on(day))


def _next_day_opening(spans: Timetable, day: date) -> datetime | None:
    """When the service opens on the next day on which it does."""
    ahead = (spans(day + timedelta(days=more)) for more in range(1, DAYS_LOOKED_AHEAD))
    return next((found[0].opens for found in ahead if found), None)


def local_time(desk: Desk, at: datetime) -> time:
    """An instant on the office's own clock."""
    return at.astimezone(desk.profile.office.zone).time()


def _of_service(
    desk: Desk, connection: Connection, service: Service, now: datetime, day: date
) -> ServiceAvailability:
    spans = timetable(desk, connection, service, day)
    bind = _hours_bind(desk, connection, now)
    told = _by_hours(service, spans, now, day) if bind else _at_any_time(service)
    if service.quota is None:
        return told
    counts = _Counts(desk, connection, service, service.quota, spans)
    if told.standing is Standing.OPEN:
        told = counts.told(told, now, day)
    if told.standing in (Standing.OPEN, Standing.NOT_YET):
        return told
    return told.model_copy(update={"next_day_at": counts.next_day_at(day)})


def _at_any_time(service: Service) -> ServiceAvailability:
    return ServiceAvailability(service=service.key, standing=Standing.OPEN)


def _by_hours(service: Service, spans: Timetable, now: datetime, day: date) -> ServiceAvailability:
    today = spans(day)
    stands = standing(now, today)
    if stands is Standing.OPEN:
        until = last_ticket_at(now, today)
        return ServiceAvailability(service=service.key, standing=stands, last_ticket_at=until)
    return ServiceAvailability(service=service.key, standing=stands, come_at=next_opening(now, day, spans))


@dataclass(frozen=True)
class _Counts:
    """What is left of one service's quota."""

    desk: Desk
    connection: Connection
    service: Service
    quota: Quota
    spans: Timetable

    def told(self, open_now: ServiceAvailability, now: datetime, day: date) -> ServiceAvailability:
        """What is left now; when nothing is, when to come instead."""
        left = self._left(day, local_time(self.desk, now))
        if left != 0:
            return open_now.model_copy(update={"left": left})
        come_at = self._later_today(now, day) or _next_day_opening(self.spans, day)
        return open_now.model_copy(update={"standing": Standing.FULL, "left": 0, "come_at": come_at})

    def next_day_at(self, day: date) -> datetime | None:
        """The opening for which a place on the list of the next open day is left."""
        opening = _next_day_opening(self.spans, day)
        if opening is None:
            return None
        next_day = self.desk.day(opening)
        given = quota_book.used(self.connection, self._of(next_day)).get(Part.NEXT_DAY, 0)
        full = given >= self.quota.next_day or self._left(next_day, local_time(self.desk, opening)) == 0
        return None if full else opening

    def _later_today(self, now: datetime, day: date) -> datetime | None:
        """The end of the hours whose numbers are gone, if there are more of them afterwards."""
        gone = hours_at(local_time(self.desk, now), self.quota.by_hours)
        if gone is None or self._left(day, gone.closes) == 0:
            return None
        end = datetime.combine(day, gone.closes, self.desk.profile.office.zone)
        bind = _hours_bind(self.desk, self.connection, end)
        return None if bind and standing(end, self.spans(day)) is not Standing.OPEN else end

    def _left(self, day: date, at: time) -> int | None:
        return quotas.left_of(self.connection, self._of(day), self.quota, at)

    def _of(self, day: date) -> ServiceDay:
        return ServiceDay(self.desk.office, day, self.service.key)
