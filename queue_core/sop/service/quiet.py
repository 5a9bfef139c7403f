"""Whether the office is quiet now, by all hours of its profile, its holidays and its own closings."""

from __future__ import annotations

from queue_core.sop.rules.calendar import ONE_DAY
from queue_core.sop.rules.quiet import is_quiet
from queue_core.sop.service.calendars import office_calendar
from queue_core.sop.service.timing import Keeper


def is_quiet_now(keeper: Keeper) -> bool:
    """Whether no family is at the office, nor soon will be; a service with hours of its own counts, too."""
    now, profile = keeper.clock(), keeper.profile
    hours = (*profile.hours, *(one for service in profile.services for one in service.hours))
    calendar = keeper.database.read(lambda c: office_calendar(c, profile, now - ONE_DAY, hours))
    return is_quiet(now, calendar)
