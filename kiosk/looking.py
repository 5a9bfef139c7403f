"""Looks at the ticket that a family names at this kiosk, and objects for it. Nothing is kept here."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Protocol

from kiosk.entry import Named
from kiosk.flow import LookStanding
from kiosk.views import PageLook
from queue_core.client.problems import CoreUnreachable, Refused
from queue_core.feedback.wire import ObjectionPage
from queue_core.tickets.wire.tickets import PageKey, TicketPage

log = logging.getLogger(__name__)
NOT_FOUND = {"unknown-ticket": LookStanding.UNKNOWN, "visit-over": LookStanding.OVER}
"""What a refusal of the core means; whatever else it says, the ticket may be there."""


class TicketDesk(Protocol):
    """The part of the core's API that tells of a ticket and takes objections."""

    def page_key(self, number: str) -> PageKey:
        """The key of the page of today's ticket of a number."""
        ...

    def page(self, key: str) -> TicketPage:
        """What a ticket's own page shows."""
        ...

    def page_objection(self, key: str) -> ObjectionPage:
        """What became of the objection of a ticket."""
        ...

    def object(self, key: str, request_id: str) -> ObjectionPage:
        """Objects as the family; asked again, it is the same objection."""
        ...


class Looking:
    """Tickets at this kiosk, as the core tells of them."""

    def __init__(self, core: TicketDesk) -> None:
        self._core = core

    def look(self, named: Named) -> PageLook:
        """How the ticket is, and what became of its objection."""
        return self._told(named, self._core.page_objection)

    def object(self, named: Named, request_id: str) -> PageLook:
        """Objects for the family: its service took longer than the standard."""
        return self._told(named, lambda key: self._core.object(key, request_id))

    def _told(self, named: Named, objection: Callable[[str], ObjectionPage]) -> PageLook:
        try:
            key = named.key or self._core.page_key(named.number or "").key
            found = objection(key)
            return PageLook(standing=LookStanding.FOUND, ticket=self._core.page(key), objection=found)
        except Refused as error:
            log.info("a ticket was looked for: %s", error.cause)
            return PageLook(standing=NOT_FOUND.get(error.cause, LookStanding.AWAY))
        except CoreUnreachable as error:
            log.warning("a ticket was looked for: %s", error.detail)
            return PageLook(standing=LookStanding.AWAY)
