"""Pushes what was committed: events and heartbeats to the audiences, a ticket's place to its own page."""

from __future__ import annotations

import logging
import threading
from collections import Counter
from collections.abc import Callable, Sequence
from queue import Queue

from flask_socketio import SocketIO

from queue_core.foundation.audiences import Audience
from queue_core.storage.ledger import LedgerRow
from queue_core.tickets.errors import UnknownTicket
from queue_core.tickets.service import views
from queue_core.tickets.service.desk import Desk, event_for
from queue_core.tickets.wire.tickets import TicketPage

log = logging.getLogger(__name__)
HEARTBEAT_SECONDS = 3.0
PAGES_WAIT_SECONDS = 0.2
"""Changes within this time reach the families' pages together."""

Outbox = Queue[Sequence[LedgerRow]]


def page_room(key: str) -> str:
    """The Socket.IO room of one ticket's page."""
    return f"page:{key}"


class Push:
    """Sends what leaves the outbox, in the order of the commits."""

    def __init__(self, socketio: SocketIO, desk: Desk, outbox: Outbox, speed: float) -> None:
        self._socketio = socketio
        self._desk = desk
        self._outbox = outbox
        self._speed = speed
        self._pages_stale = threading.Event()
        self._watchers: Counter[str] = Counter()
        self._shown: dict[str, TicketPage] = {}

    def start(self) -> None:
        """Begins to send."""
        for step in (self._send_events, self._send_heartbeats, self._send_pages):
            self._socketio.start_background_task(self._for_ever, step)

    def _for_ever(self, step: Callable[[], None]) -> None:
        while True:
            try:
                step()
            except Exception:  # a read that fails now must not end the push for good
                log.exception("the push goes on after a fault")
                self._socketio.sleep(HEARTBEAT_SECONDS)

    def watch(self, key: str) -> TicketPage:
        """Counts a page that has been opened; what it shows. Raises UnknownTicket."""
        page = views.ticket_page(self._desk, key)
        self._watchers[key] += 1
        return page

    def look_again(self, key: str) -> None:
        """Sends the page anew: something may have happened before it joined its room."""
        self._shown.pop(key, None)
        self._pages_stale.set()

    def unwatch(self, key: str) -> None:
        """Counts a page that was closed."""
        self._watchers[key] -= 1
        if self._watchers[key] <= 0:
            del self._watchers[key]
            self._shown.pop(key, None)

    def _send_events(self) -> None:
        for row in self._outbox.get():
            for audience in row.sequence:
                event = event_for(audience, row).model_dump(mode="json")
                self._socketio.emit("event", event, to=str(audience))
        self._pages_stale.set()

    def _send_heartbeats(self) -> None:
        for audience in Audience:
            beat = views.heartbeat(self._desk, audience, self._speed).model_dump(mode="json")
            self._socketio.emit("heartbeat", beat, to=str(audience))
        self._socketio.sleep(HEARTBEAT_SECONDS)

    def _send_pages(self) -> None:
        self._pages_stale.wait()
        self._pages_stale.clear()
        for key in list(self._watchers):
            self._send_page(key)
        self._socketio.sleep(PAGES_WAIT_SECONDS)

    def _send_page(self, key: str) -> None:
        try:
            page = views.ticket_page(self._desk, key)
        except UnknownTicket:
            return
        if page.model_copy(update={"at": None}) != self._shown.get(key):
            self._shown[key] = page.model_copy(update={"at": None})
            self._socketio.emit("page", page.model_dump(mode="json"), to=page_room(key))
