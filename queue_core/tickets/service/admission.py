"""Whether a service gives out numbers now, and when to come instead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache, partial
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from queue_core.foundation.profile import Hours, Quota, Service
from queue_core.tickets.errors import NoNextDayList, OutsideHours
from queue_core.tickets.rules.hours import (
    DAYS_LOOKED_AHEAD,
    Span,
    Standing,
    after_closing,
    last_ticket_at,
    next_opening,
    spans_on,
    standing,
)
from queue_core.tickets.rules.quotas import Part, hours_at
from queue_core.tickets.service import quotas
from queue_core.tickets.service.desk import Act, Desk
from queue_core.tickets.store import quota_book
from queue_core.tickets.store.quota_book import ServiceDay
from queue_core.tickets.wire.availability import Availability, ServiceAvailability
from queue_core.tickets.wire.tickets import NewTicket


@dataclass(frozen=True)
class Entry:
    """How a wish enters the queue: its day, the instant that ranks it, when to come if not now."""

    day: date
    rank_at: datetime
    come_at: datetime | None = None


def admit(act: Act, service: Service, new: NewTicket) -> Entry:
    """Lets a wish for a number pass. Raises OutsideHours, NoNextDayList or QuotaUsedUp."""
    if new.next_day:
        return _admit_next_day(act, service, new)
    desk, quota = act.desk, service.quota
    if not desk.profile.queue.issue_outside_hours and not _is_open(desk, service, act.now, act.day):
        raise OutsideHours(f"{service.key} gives no numbers at this time.")
    if quota is not None:
        of = ServiceDay(desk.office, act.day, service.key)
        quotas.take(act, of, quota, _local(desk, act.now), new.children)
    return Entry(act.day, act.now)


def _admit_next_day(act: Act, service: Service, new: NewTicket) -> Entry:
    """A place on the list of the next open day: it ranks with that day's first instant."""
    opening = next_day_opening(act.desk, service, act.day)
    if service.quota is None or opening is None:
        raise NoNextDayList(f"{service.key} keeps no list for the next day.")
    zone = act.desk.profile.office.zone
    day = opening.astimezone(zone).date()
    of = ServiceDay(act.desk.office, day, service.key)
    quotas.take(act, of, service.quota, _local(act.desk, opening), new.children)
    return Entry(day, datetime.combine(day, time(), zone), opening)


def availability(desk: Desk) -> Availability:
    """What every service has to give now."""
    now = desk.clock()
    day = desk.day(now)

    def read(connection: Connection) -> Availability:
        services = tuple(_of_service(desk, connection, one, now, day) for one in desk.profile.services)
        return Availability(at=now, day=day, services=services)

    return desk.database.read(read)


def is_after_hours(desk: Desk, service: Service, now: datetime) -> bool:
    """Whether the service has closed for the day; who has a number is served all the same."""
    if desk.profile.queue.issue_outside_hours:
        return False
    return after_closing(now, spans(desk, service, desk.day(now)))


def spans(desk: Desk, service: Service, day: date) -> Sequence[Span]:
    """The stretches of a day in which the service is open."""
    profile = desk.profile
    hours = service.hours or profile.hours
    return _spans(day, hours, profile.office.zone, profile.queue.last_ticket_minutes)


def opening_of_a_later_day(desk: Desk, service: Service, day: date) -> datetime | None:
    """When to come with a number of a day that has not begun; None for one of today."""
    if day <= desk.day(desk.clock()):
        return None
    of_day = spans(desk, service, day)
    return of_day[0].opens if of_day else None


def next_day_opening(desk: Desk, service: Service, day: date) -> datetime | None:
    """When the service opens on the next day on which it does."""
    ahead = (spans(desk, service, day + timedelta(days=more)) for more in range(1, DAYS_LOOKED_AHEAD))
    return next((found[0].opens for found in ahead if found), None)


@lru_cache(maxsize=256)
def _spans(day: date, hours: tuple[Hours, ...], zone: ZoneInfo, minutes: int) -> tuple[Span, ...]:
    """Kept: every number of a day asks for the same."""
    return spans_on(day, hours, zone, timedelta(minutes=minutes))


def _is_open(desk: Desk, service: Service, now: datetime, day: date) -> bool:
    return standing(now, spans(desk, service, day)) is Standing.OPEN


def _local(desk: Desk, at: datetime) -> time:
    return at.astimezone(desk.profile.office.zone).time()


def _of_service(
    desk: Desk, connection: Connection, service: Service, now: datetime, day: date
) -> ServiceAvailability:
    told = _by_hours(desk, service, now, day)
    if service.quota is None:
        return told
    counts = _Counts(desk, connection, service, service.quota)
    if told.standing is Standing.OPEN:
        told = counts.told(told, now, day)
    if told.standing in (Standing.OPEN, Standing.NOT_YET):
        return told
    return told.model_copy(update={"next_day_at": counts.next_day_at(day)})


def _by_hours(desk: Desk, service: Service, now: datetime, day: date) -> ServiceAvailability:
    if desk.profile.queue.issue_outside_hours:
        return ServiceAvailability(service=service.key, standing=Standing.OPEN)
    today = spans(desk, service, day)
    stands = standing(now, today)
    if stands is Standing.OPEN:
        until = last_ticket_at(now, today)
        return ServiceAvailability(service=service.key, standing=stands, last_ticket_at=until)
    come_at = next_opening(now, day, partial(spans, desk, service))
    return ServiceAvailability(service=service.key, standing=stands, come_at=come_at)


@dataclass(frozen=True)
class _Counts:
    """What is left of one service's quota."""

    desk: Desk
    connection: Connection
    service: Service
    quota: Quota

    def told(self, open_now: ServiceAvailability, now: datetime, day: date) -> ServiceAvailability:
        """What is left now; when nothing is, when to come instead."""
        left = self._left(day, _local(self.desk, now))
        if left != 0:
            return open_now.model_copy(update={"left": left})
        come_at = self._later_today(now, day) or next_day_opening(self.desk, self.service, day)
        return open_now.model_copy(update={"standing": Standing.FULL, "left": 0, "come_at": come_at})

    def next_day_at(self, day: date) -> datetime | None:
        """The opening for which a place on the list of the next open day is left."""
        opening = next_day_opening(self.desk, self.service, day)
        if opening is None:
            return None
        next_day = self.desk.day(opening)
        given = quota_book.used(self.connection, self._of(next_day)).get(Part.NEXT_DAY, 0)
        full = given >= self.quota.next_day or self._left(next_day, _local(self.desk, opening)) == 0
        return None if full else opening

    def _later_today(self, now: datetime, day: date) -> datetime | None:
        """The end of the hours whose numbers are gone, if there are more of them afterwards."""
        gone = hours_at(_local(self.desk, now), self.quota.by_hours)
        if gone is None or self._left(day, gone.closes) == 0:
            return None
        end = datetime.combine(day, gone.closes, self.desk.profile.office.zone)
        binding = not self.desk.profile.queue.issue_outside_hours
        return None if binding and not _is_open(self.desk, self.service, end, day) else end

    def _left(self, day: date, at: time) -> int | None:
        return quotas.left_of(self.connection, self._of(day), self.quota, at)

    def _of(self, day: date) -> ServiceDay:
        return ServiceDay(self.desk.office, day, self.service.key)
