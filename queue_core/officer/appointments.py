"""What the console offers about appointments: the list of a day, days and slots to book, in words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from babel.dates import format_date

from queue_core.foundation.profile import Service
from queue_core.officer.more import Entry
from queue_core.officer.shift import Shift
from queue_core.tickets.rules.appointments import AppointmentState
from queue_core.tickets.wire.appointments import (
    AppointmentList,
    AppointmentView,
    DaySlots,
    FreeSlots,
    NewAppointment,
)


def bookable(shift: Shift) -> tuple[Service, ...]:
    """The services that take appointments."""
    services = shift.office.profile.services if shift.office else ()
    return tuple(service for service in services if service.appointments)


def listed(shift: Shift, found: AppointmentList) -> Iterator[Entry]:
    """Whom the office has closed out first, then the day by its slots, then what can be booked."""
    for one in found.stranded:
        yield Entry(f"at:{one.id}", shift.say("appointments.stranded", **_blanks(shift, one)))
    stranded = {one.id for one in found.stranded}
    for one in found.appointments:
        if one.id not in stranded:
            yield Entry(f"at:{one.id}", shift.say(f"appointments.{one.state}", **_blanks(shift, one)))
    for service in bookable(shift):
        words = shift.say("appointments.book", service=shift.text(service.name))
        yield Entry(f"book:{service.key}", words)


def acts(shift: Shift, one: AppointmentView, today: date) -> list[Entry]:
    """What can be done with an appointment of the list; nobody comes on another day than their own."""
    if one.state is not AppointmentState.BOOKED:
        return []
    found = ("check_in", "cancel") if one.day == today else ("cancel",)
    return [Entry(act, shift.say(f"appointments.act.{act}")) for act in found]


def days(shift: Shift, free: FreeSlots) -> list[Entry]:
    """The days with room in them."""
    return [Entry(one.day.isoformat(), _day_entry(shift, one)) for one in free.days]


def slots(shift: Shift, free: FreeSlots, day: str) -> list[Entry]:
    """The slots of a day with room in them."""
    of_day = next((one.slots for one in free.days if one.day.isoformat() == day), ())
    return [
        Entry(
            one.starts_at.isoformat(),
            shift.say("appointments.slot", at=shift.clock_time(one.starts_at), left=one.left),
        )
        for one in of_day
    ]


def new_appointment(
    shift: Shift, service: str, starts_at: str, reason: str, count: int = 1
) -> NewAppointment:
    """What is booked, in the language of the office's papers."""
    languages = shift.office.profile.office.languages if shift.office else ("id",)
    wish = {"service": service, "starts_at": starts_at, "language": languages[0], "children": count}
    return NewAppointment.model_validate(wish | {"reason": reason.partition(":")[2] or None})


def when(shift: Shift, one: AppointmentView) -> str:
    """Day and time of an appointment."""
    at = shift.clock_time(one.starts_at)
    return shift.say("appointments.when", day=day_in_words(shift, one.day), at=at)


def day_in_words(shift: Shift, day: date) -> str:
    """A day with its weekday."""
    return str(format_date(day, "EEEE, d MMMM", locale=shift.language))


def _blanks(shift: Shift, one: AppointmentView) -> dict[str, object]:
    return {
        "at": shift.clock_time(one.starts_at),
        "day": day_in_words(shift, one.day),
        "service": shift.service_name(one.service),
        "number": one.ticket or "",
    }


def _day_entry(shift: Shift, one: DaySlots) -> str:
    left = sum(slot.left for slot in one.slots)
    return shift.say("appointments.day", day=day_in_words(shift, one.day), left=left)
