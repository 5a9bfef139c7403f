"""What every service has to give: as the core told it a few seconds ago, or as far as is known without it."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from datetime import datetime, timedelta

from queue_core.client.problems import Refused
from queue_core.foundation.clock import business_day
from queue_core.foundation.profile import Profile, Service
from queue_core.tickets.rules.hours import Standing, spans_on, standing
from queue_core.tickets.wire.availability import Availability, ServiceAvailability

log = logging.getLogger(__name__)
FRESH_SECONDS = 2.0
SHUT = frozenset({Standing.CLOSED, Standing.OVER})
"""What holds for the rest of a day once the core has told it: the office may have closed the day itself."""


class Offers:
    """Keeps the last answer. What cannot be asked for shuts no service: the core has the last word."""

    def __init__(
        self, read: Callable[[], Availability], monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._read = read
        self._monotonic = monotonic
        self._asked: float | None = None
        self._told: Availability | None = None

    def now(self) -> Availability | None:
        """What is left of every service; None when the core refuses to tell. Raises CoreUnreachable."""
        now = self._monotonic()
        if self._asked is None or now - self._asked >= FRESH_SECONDS:
            self._asked = now
            self._told = None
            self._told = self._ask()
        return self._told

    def _ask(self) -> Availability | None:
        try:
            return self._read()
        except Refused as error:
            log.warning("what the services have to give is not known: %s", error.detail)
            return None


def offers_alone(
    profile: Profile, known: Availability | None, now: datetime
) -> dict[str, ServiceAvailability]:
    """What every service has to give while the core is away: by its hours, and by what was told of the day.

    A quota is not given from: nobody here knows what is left of it.
    """
    day = business_day(now, profile.office.zone)
    told = {one.service: one.standing for one in known.services} if known and known.day == day else {}
    return {
        one.key: ServiceAvailability(
            service=one.key, standing=_stands(profile, one, told.get(one.key, Standing.OPEN), now)
        )
        for one in profile.services
    }


def _stands(profile: Profile, service: Service, told: Standing, now: datetime) -> Standing:
    if service.quota is not None:
        return Standing.NEEDS_CORE
    if told in SHUT:
        return told
    if profile.queue.issue_outside_hours:
        return Standing.OPEN
    zone, last = profile.office.zone, timedelta(minutes=profile.queue.last_ticket_minutes)
    return standing(now, spans_on(business_day(now, zone), service.hours or profile.hours, zone, last))
