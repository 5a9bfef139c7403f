"""What this kiosk knows of the core: the link as it is now, and the office as it was last told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from kiosk.flow import Standing, standing
from kiosk.offers import Offers
from kiosk.views import PageState
from queue_core.client.state import Link
from queue_core.tickets.rules.life import AT_COUNTER_STATES, TicketState
from queue_core.tickets.wire.live import Event
from queue_core.tickets.wire.office import OfficeView

BEGUN_STATES = AT_COUNTER_STATES | {TicketState.PARKED}


class CoreWatch:
    """Listens to a LiveLink and asks for the office each time the link comes up."""

    def __init__(self, read_office: Callable[[], OfficeView], offers: Offers) -> None:
        self._read_office = read_office
        self._offers = offers
        self._link = Link()
        self._heard = False
        self._office: OfficeView | None = None

    def changed(self, link: Link, _events: Sequence[Event]) -> None:
        """Takes the link's news. An error of the core passes on to the link, which tries again."""
        if link.connected and (self._office is None or not self._link.connected):
            self._office = self._read_office()
        self._link = link
        self._heard = True

    @property
    def office(self) -> OfficeView | None:
        """The office, or None before the core was heard for the first time."""
        return self._office

    def state(self) -> PageState:
        """What the page has to know from second to second."""
        link = self._link
        tickets = tuple(link.state.tickets.values()) if link.state else ()
        waiting = Counter(ticket.waits_in for ticket in tickets if ticket.state is TicketState.WAITING)
        stands = self._standing()
        told = self._offers.now() if stands is Standing.READY else None
        return PageState(
            standing=stands,
            demonstration=bool(
                (link.state and link.state.demonstration) or (self._office and self._office.demonstration)
            ),
            waiting=dict(waiting),
            waits=dict(link.waits),
            served=tuple(one.number for one in tickets if one.state in BEGUN_STATES),
            today=told and told.day,
            offers={one.service: one for one in told.services} if told else {},
        )

    def _standing(self) -> Standing:
        if not self._heard:
            return Standing.CONNECTING
        seen = self._office is not None
        return standing(seen=seen, connected=self._link.connected, refused=self._link.refused)
