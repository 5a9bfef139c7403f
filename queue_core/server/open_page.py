"""One family's open page: what it was told, and the connections that show it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from queue_core.tickets.rules.life import TicketState
from queue_core.tickets.service.outlook import Outlook, wire_wait
from queue_core.tickets.service.watching import FoundPage
from queue_core.tickets.wire.tickets import TicketPage


@dataclass
class OpenPage:
    """The page of one ticket."""

    ticket_id: int
    number: str
    group: str | None = None
    """Whose news of places it hears; None until it is told for the first time, and while it does not wait."""
    told: TicketPage | None = None
    seq: int = 0
    """How often it was told: the head of its own messages."""
    ahead: int | None = None
    """What it shows while it waits."""
    sids: set[str] = field(default_factory=set)

    def says(self, found: FoundPage) -> bool:
        """Whether the page was told all of this, but for its place: of that it hears by the news."""
        return self.told is not None and self.group == found.group and _still(self.told) == _still(found.page)

    @property
    def waits(self) -> bool:
        """Whether it was told that its ticket waits."""
        return self.told is not None and self.told.state is TicketState.WAITING

    def take(self, found: FoundPage) -> None:
        """Keeps what it is told."""
        self.told, self.number, self.group = found.page, found.page.number, found.group

    def message(self, at: datetime, place_seq: int | None, outlook: Outlook | None) -> TicketPage:
        """What it is told now, with its place among those who wait."""
        if self.told is None:
            raise ValueError("nothing was read of this page")
        self.seq += 1
        update: dict[str, Any] = {"at": at, "seq": self.seq, "place_seq": place_seq}
        self.ahead = None
        if outlook is not None:
            self.ahead = outlook.ahead
            update |= {"ahead": outlook.ahead, "wait": wire_wait(outlook.wait)}
        self.told = self.told.model_copy(update=update)
        return self.told


def _still(page: TicketPage) -> TicketPage:
    """What does not change from moment to moment."""
    return page.model_copy(update={"at": None, "ahead": 0, "wait": None, "seq": None, "place_seq": None})
