"""The slots of a service: which there are, and for how many families there is room."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from sqlalchemy import Connection

from queue_core.foundation.appointments import Appointments
from queue_core.foundation.profile import Service
from queue_core.tickets.errors import NoAppointments, UnknownService
from queue_core.tickets.rules.appointments import Slot, Tolerance, slots_on
from queue_core.tickets.rules.hours import spans_on
from queue_core.tickets.rules.quotas import left
from queue_core.tickets.service.admission import Timetable, local_time, timetable
from queue_core.tickets.service.desk import Desk
from queue_core.tickets.service.quotas import limits_of
from queue_core.tickets.store import appointment_book, quota_book
from queue_core.tickets.store.quota_book import ServiceDay
from queue_core.tickets.wire.appointments import DaySlots, FreeSlots, SlotView


def bookable(desk: Desk, key: str) -> tuple[Service, Appointments]:
    """A service and the figures of its appointments. Raises UnknownService or NoAppointments."""
    service = desk.profile.service(key)
    if service is None:
        raise UnknownService(f"There is no service '{key}'.")
    if service.appointments is None:
        raise NoAppointments(f"{key} takes no appointments.")
    return service, service.appointments


def tolerance_of(service: Service | None) -> Tolerance:
    """How early and late a family may come; none where the office takes no appointments any more."""
    figures = service.appointments if service else None
    early, late = (figures.early_minutes, figures.late_minutes) if figures else (0, 0)
    return Tolerance(timedelta(minutes=early), timedelta(minutes=late))


def slots_of(
    desk: Desk, service: Service, figures: Appointments, opens: Timetable, day: date
) -> Iterator[Slot]:
    """Every slot of a day, in order, whether taken or not."""
    last = timedelta(minutes=desk.profile.queue.last_ticket_minutes)
    regular = spans_on(day, service.hours or desk.profile.hours, desk.profile.office.zone, last)
    return slots_on(regular, opens(day), timedelta(minutes=figures.slot_minutes))


def free_slots(desk: Desk, key: str) -> FreeSlots:
    """The slots from now on with room in them, by day. Raises UnknownService or NoAppointments."""
    service, figures = bookable(desk, key)
    now = desk.clock()
    today = desk.day(now)
    days = [today + timedelta(days=more) for more in range(figures.days_ahead + 1)]

    def read(connection: Connection) -> FreeSlots:
        opens = timetable(desk, connection, service, today)
        taken = _Taken.of(appointment_book.taken_slots(connection, desk.office, key, now))
        found = []
        for day in days:
            slots = [one for one in slots_of(desk, service, figures, opens, day) if one.starts_at > now]
            room = _with_room(desk, connection, service, slots, day, figures.per_slot, taken)
            if free := tuple(room):
                found.append(DaySlots(day=day, slots=free))
        return FreeSlots(service=key, days=tuple(found))

    return desk.database.read(read)


def slot_at(desk: Desk, connection: Connection, key: str, starts_at: datetime, now: datetime) -> Slot | None:
    """The slot of a service that begins at an instant to come; None where there is none to be booked."""
    service, figures = bookable(desk, key)
    if not now < starts_at < now + timedelta(days=figures.days_ahead + 1):
        return None
    day, today = desk.day(starts_at), desk.day(now)
    if day > today + timedelta(days=figures.days_ahead):
        return None
    slots = slots_of(desk, service, figures, timetable(desk, connection, service, day), day)
    return next((slot for slot in slots if slot.starts_at == starts_at), None)


class _Taken(NamedTuple):
    """The beginnings and the ends of taken slots, each in order."""

    starts: list[datetime]
    ends: list[datetime]

    @classmethod
    def of(cls, rows: Sequence[appointment_book.AppointmentRow]) -> _Taken:
        """The taken slots of these appointments."""
        return cls(sorted(row.starts_at for row in rows), sorted(row.ends_at for row in rows))

    def touching(self, slot: Slot) -> int:
        """How many have some time in common with a slot: all that began before its end and have not ended."""
        return bisect_left(self.starts, slot.ends_at) - bisect_right(self.ends, slot.starts_at)


def _with_room(
    desk: Desk,
    connection: Connection,
    service: Service,
    slots: Sequence[Slot],
    day: date,
    most: int,
    taken: _Taken,
) -> Iterator[SlotView]:
    of = ServiceDay(desk.office, day, service.key)
    used = quota_book.used(connection, of) if service.quota else {}
    for slot in slots:
        room = most - taken.touching(slot)
        if service.quota:
            limits = limits_of(connection, of, service.quota, local_time(desk, slot.starts_at))
            numbers = left(limits, used)
            room = room if numbers is None else min(room, numbers)
        if room > 0:
            yield SlotView(starts_at=slot.starts_at, ends_at=slot.ends_at, left=room)
