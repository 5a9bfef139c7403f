"""Whether a service gives out numbers now, and when to come instead."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from queue_core.foundation.profile import Hours, Service
from queue_core.tickets.errors import OutsideHours
from queue_core.tickets.rules.hours import (
    Span,
    Standing,
    after_closing,
    last_ticket_at,
    next_opening,
    spans_on,
    standing,
)
from queue_core.tickets.service.desk import Act, Desk
from queue_core.tickets.wire.availability import Availability, ServiceAvailability


def admit(act: Act, service: Service) -> None:
    """Lets a wish for a number pass. Raises OutsideHours."""
    if act.desk.profile.queue.issue_outside_hours:
        return
    if standing(act.now, spans(act.desk, service, act.day)) is not Standing.OPEN:
        raise OutsideHours(f"{service.key} gives no numbers at this time.")


def availability(desk: Desk) -> Availability:
    """What every service has to give now."""
    now = desk.clock()
    day = desk.day(now)
    services = tuple(_of_service(desk, service, now, day) for service in desk.profile.services)
    return Availability(at=now, day=day, services=services)


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


@lru_cache(maxsize=256)
def _spans(day: date, hours: tuple[Hours, ...], zone: ZoneInfo, minutes: int) -> tuple[Span, ...]:
    """Kept: every number of a day asks for the same."""
    return spans_on(day, hours, zone, timedelta(minutes=minutes))


def _of_service(desk: Desk, service: Service, now: datetime, day: date) -> ServiceAvailability:
    if desk.profile.queue.issue_outside_hours:
        return ServiceAvailability(service=service.key, standing=Standing.OPEN)
    today = spans(desk, service, day)
    stands = standing(now, today)
    if stands is Standing.OPEN:
        until = last_ticket_at(now, today)
        return ServiceAvailability(service=service.key, standing=stands, last_ticket_at=until)
    come_at = next_opening(now, day, lambda at: spans(desk, service, at))
    return ServiceAvailability(service=service.key, standing=stands, come_at=come_at)
