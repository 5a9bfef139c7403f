"""What the corner knows of the hall: the queue as the core tells it, and the office's own days."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from datetime import date
from zoneinfo import ZoneInfo

from queue_core.client.order import calling_order, may_call, open_counters
from queue_core.client.problems import CoreUnreachable, Refused
from queue_core.client.state import Link, QueueState
from queue_core.foundation.profile import Profile, Village
from queue_core.sop.wire import Closings
from queue_core.tickets.rules.life import LIVE_STATES, TicketState
from queue_core.tickets.wire.live import Event
from queue_core.tickets.wire.office import OfficeView
from queue_core.tickets.wire.tickets import TicketPage, TicketView
from reading_corner.errors import PageNeedsCore
from reading_corner.rules.calling import NOTHING_KNOWN, Line, NumberNow, number_now

ASSUMED_ZONE = ZoneInfo("Asia/Jakarta")
"""Of an office that was never heard of."""
ASSUMED_OPEN_DAYS = frozenset({1, 2, 3, 4, 5})
"""Monday to Friday, for an office that was never heard of."""


class Hall:
    """Listens to a LiveLink. While the core is away nothing is said of numbers; closed days stay known."""

    def __init__(
        self,
        read_office: Callable[[], OfficeView],
        read_closings: Callable[[], Closings],
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._read_office = read_office
        self._read_closings = read_closings
        self._monotonic = monotonic
        self._link = Link()
        self._profile: Profile | None = None
        self._closed: frozenset[date] = frozenset()
        self._read_on: date | None = None

    def changed(self, link: Link, _events: Sequence[Event]) -> None:
        """Takes the link's news; reads the office anew each day and each time the link comes up.

        An error of the core passes on to the link, which tries again.
        """
        day = link.state.day if link.state else None
        if link.connected and (not self._link.connected or day != self._read_on):
            closings = self._read_closings()
            self._profile = self._read_office().profile
            self._closed = frozenset(closings.holidays) | {one.day for one in closings.closings}
            self._read_on = day
        self._link = link

    def zone(self) -> ZoneInfo:
        """The office's time zone; that of Jakarta until the core was heard once."""
        return ASSUMED_ZONE if self._profile is None else self._profile.office.zone

    def is_closed(self, day: date) -> bool:
        """Whether the office does not open on a day, as far as the core has told."""
        if self._profile is None:
            return day.isoweekday() not in ASSUMED_OPEN_DAYS
        open_days = {weekday for hours in self._profile.hours for weekday in hours.days}
        return day in self._closed or day.isoweekday() not in open_days

    def villages(self) -> tuple[Village, ...]:
        """The villages of the sub-district; none until the core was heard once."""
        return () if self._profile is None else self._profile.villages

    def may_know(self, number: str) -> bool:
        """Whether a number is in today's queue; while the core is away any may be."""
        state = self._link.state
        return not self._link.connected or state is None or number in state.tickets

    def number(self, number: str) -> NumberNow:
        """How a number stands now."""
        link, profile = self._link, self._profile
        if not link.connected or link.state is None or profile is None:
            return NOTHING_KNOWN
        ticket = link.state.tickets.get(number)
        if ticket is None:
            return number_now(None, None, None)
        line = self._line(link, link.state, profile, ticket) if ticket.state is TicketState.WAITING else None
        return number_now(ticket.state, ticket.counter, line)

    def _line(self, link: Link, state: QueueState, profile: Profile, mine: TicketView) -> Line:
        """The line of those whom the counters call that call this ticket, too."""
        order = calling_order(state, profile, link.now(self._monotonic()) or mine.issued_at)
        counters = [counter for counter in open_counters(state) if may_call(state, counter, mine)]
        rivals = [
            ticket.number
            for ticket in order
            if any(may_call(state, counter, ticket) for counter in counters)
            or (not counters and ticket.waits_in == mine.waits_in)
        ]
        wait = link.waits.get(mine.waits_in)
        return Line(
            before=rivals.index(mine.number),
            all=len(rivals),
            half=wait.half if wait else None,
            nine_in_ten=wait.nine_in_ten if wait else None,
        )


def number_of_page(read_page: Callable[[str], TicketPage], key: str) -> str | None:
    """The number of the ticket whose page has this key, while its day lasts. Raises PageNeedsCore."""
    try:
        page = read_page(key)
    except CoreUnreachable:
        raise PageNeedsCore from None
    except Refused:
        return None
    is_of_today = page.state in LIVE_STATES and page.come_at is None
    return page.number if is_of_today else None
