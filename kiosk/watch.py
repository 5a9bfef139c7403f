"""What this kiosk knows of the core: the link as it is now, and the office as it was told last."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from kiosk.alone import Alone
from kiosk.flow import NOT_ENROLLED_CAUSES, Standing, standing
from kiosk.offers import Offers
from kiosk.views import PageState
from queue_core.client.problems import CoreUnreachable
from queue_core.client.state import Link
from queue_core.tickets.rules.life import AT_COUNTER_STATES, TicketState
from queue_core.tickets.wire.availability import Availability
from queue_core.tickets.wire.live import Event
from queue_core.tickets.wire.office import OfficeView

BEGUN_STATES = AT_COUNTER_STATES | {TicketState.PARKED}


class CoreWatch:
    """Listens to a LiveLink and asks for the office each time the link comes up."""

    def __init__(self, read_office: Callable[[], OfficeView], offers: Offers, alone: Alone) -> None:
        self._read_office = read_office
        self._offers = offers
        self._alone = alone
        self._link = Link()
        self._heard = False
        self._doubted = False
        self._office: OfficeView | None = None

    def changed(self, link: Link, _events: Sequence[Event]) -> None:
        """Takes the link's news. An error of the core passes on to the link, which tries again."""
        if link.connected and (self._office is None or not self._link.connected):
            self._office = self._read_office()
            self._alone.learn_office(self._office)
        if link.connected:
            self._alone.learn_time(link)
        elif link.refused in NOT_ENROLLED_CAUSES:
            self._alone.book.suspend()
        self._link = link
        self._heard, self._doubted = True, False

    @property
    def office(self) -> OfficeView | None:
        """The office as it was told last, perhaps to an earlier run of this program; None before."""
        return self._office or self._alone.office

    @property
    def is_connected(self) -> bool:
        """Whether the core is heard now."""
        return self._link.connected and not self._doubted

    @property
    def is_away(self) -> bool:
        """Whether the core was asked and is not there. Before the first word of the link nobody knows."""
        return self._doubted or (self._heard and not self._link.connected)

    def doubt(self) -> None:
        """A call was not answered: the core counts as away until its next word. The link notices later."""
        self._doubted = True

    def state(self) -> PageState:
        """What the page has to know from second to second."""
        link = self._link
        tickets = tuple(link.state.tickets.values()) if link.state else ()
        waiting = Counter(ticket.waits_in for ticket in tickets if ticket.state is TicketState.WAITING)
        told = self._told_offers()
        stands = self._standing()
        offers = {one.service: one for one in told.services} if told else {}
        return PageState(
            standing=stands,
            demonstration=bool(
                (link.state and link.state.demonstration) or (self.office and self.office.demonstration)
            ),
            waiting=dict(waiting),
            waits=dict(link.waits),
            served=tuple(one.number for one in tickets if one.state in BEGUN_STATES),
            today=told and told.day,
            offers=self._alone.offers() if stands is Standing.ALONE else offers,
        )

    def _told_offers(self) -> Availability | None:
        if self._standing() is not Standing.READY:
            return None
        try:
            told = self._offers.now()
        except CoreUnreachable:
            self.doubt()
            return None
        if told is not None:
            self._alone.learn_offers(told)
        return told

    def _standing(self) -> Standing:
        if not self._heard:
            return Standing.CONNECTING
        return standing(
            seen=self.office is not None,
            connected=self.is_connected,
            refused=self._link.refused,
            alone=self._alone.is_ready,
        )
