"""A family's phone as `server/static/ticket.js` is: what it makes of what it hears, and of what is lost."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from queue_core.tickets.service import views
from tests.server.hall import Hall, Sent, reckoned

UNTOLD = {"seq": None, "place_seq": None}


class Phone:
    """The page of one ticket; it begins anew when a pulse tells of something that it has not heard."""

    def __init__(self, hall: Hall, key: str) -> None:
        self._hall, self._key = hall, key
        self.begun = 0
        self.page: dict[str, Any] = views.ticket_page(hall.office.desk, key).model_dump(mode="json")
        self.begin()

    def begin(self) -> None:
        """Connects, or connects again."""
        self.begun += 1
        self.page |= UNTOLD
        self._hall.pages.unwatch(self._key, self._key)
        self._hall.pages.watch(self._key, self._key)

    def hear(self, sent: list[Sent], lost: Collection[str] = ()) -> None:
        """What was sent to it, but for the events that are lost on the way."""
        for event, to, body in sent:
            if self._key in to and event not in lost:
                getattr(self, f"_hear_{event}")(body)

    def _hear_page(self, page: dict[str, Any]) -> None:
        self.page = page

    def _hear_place(self, news: dict[str, Any]) -> None:
        known = self.page["place_seq"]
        if known is None or news["seq"] <= known:
            return
        if news["seq"] > known + 1:
            self.begin()
            return
        self.page = self.page | {"place_seq": news["seq"], "ahead": reckoned(self.page["ahead"], news)}

    def _hear_pulse(self, pulse: dict[str, Any]) -> None:
        if pulse != {name: self.page[name] for name in UNTOLD}:
            self.begin()

    def shows(self) -> dict[str, Any]:
        """What the family reads; the wait is left to the browser, where it is reckoned."""
        return readable(self.page)


def readable(page: dict[str, Any]) -> dict[str, Any]:
    """What a page says, but for its wait."""
    return {name: said for name, said in page.items() if name not in {"at", "wait", *UNTOLD}}


def truth(hall: Hall, key: str) -> dict[str, Any]:
    """What the core says of a ticket now."""
    return readable(views.ticket_page(hall.office.desk, key).model_dump(mode="json"))
