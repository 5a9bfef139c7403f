"""Pushes what was committed: events and heartbeats to the audiences; pages.py tells the families."""

from __future__ import annotations

from collections.abc import Sequence
from queue import Queue

from flask_socketio import SocketIO

from queue_core.server.loops import keep_doing
from queue_core.server.pages import Pages
from queue_core.storage.ledger import LedgerRow
from queue_core.tickets.service import views
from queue_core.tickets.service.desk import Desk, events_of

HEARTBEAT_SECONDS = 3.0

Outbox = Queue[Sequence[LedgerRow]]


class Push:
    """Sends what leaves the outbox, in the order of the commits."""

    def __init__(self, socketio: SocketIO, desk: Desk, outbox: Outbox, speed: float) -> None:
        self._socketio = socketio
        self._desk = desk
        self._outbox = outbox
        self._speed = speed
        self.pages = Pages(socketio, desk)

    def start(self) -> None:
        """Begins to send."""
        keep_doing(self._socketio, self._send_events, 0)
        keep_doing(self._socketio, self._send_heartbeats, HEARTBEAT_SECONDS)
        keep_doing(self._socketio, self.pages.tell, 0)

    def _send_events(self) -> None:
        for row in self._outbox.get():
            for audience, event in events_of(row):
                self._socketio.emit("event", event.model_dump(mode="json"), to=str(audience))
            self.pages.changed(tickets_of(row))

    def _send_heartbeats(self) -> None:
        for audience, beat in views.heartbeats(self._desk, self._speed).items():
            self._socketio.emit("heartbeat", beat.model_dump(mode="json"), to=str(audience))
        self.pages.pulse()


def tickets_of(row: LedgerRow) -> set[str]:
    """The numbers of the tickets that the row is about: themselves, a call for help, or a clock."""
    ticket, help, sop = (row.body.get(part) or {} for part in ("ticket", "help", "sop"))
    named = (ticket.get("number"), help.get("ticket"), sop.get("subject"))
    return {number for number in named if number}
