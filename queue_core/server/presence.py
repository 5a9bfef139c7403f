"""Which officers have a console connected, and the loop that looks after the counters of those who vanish."""

from __future__ import annotations

from datetime import datetime, timedelta

from flask_socketio import SocketIO

from queue_core.foundation.clock import Clock
from queue_core.server.loops import keep_doing
from queue_core.tickets.rules.attendance import Sighting
from queue_core.tickets.service.attendance import Lookout, look_after
from queue_core.tickets.service.desk import Desk

LOOK_SECONDS = 1.0


class Presence:
    """The consoles that are connected, by the id of their connection."""

    def __init__(self, clock: Clock, silence: timedelta) -> None:
        """`silence`: so long ago a connection that is given up was asked for a sign of life."""
        self._clock = clock
        self._silence = silence
        self._consoles: dict[str, str] = {}
        self._left_at: dict[str, datetime] = {}

    def came(self, connection: str, officer: str) -> None:
        """A console of this officer has connected."""
        self._consoles[connection] = officer

    def went(self, connection: str, *, silent: bool = False) -> None:
        """A connection has ended, a console's or another; a `silent` one was gone when it fell silent."""
        officer = self._consoles.pop(connection, None)
        if officer is not None:
            now = self._clock()
            left = now - self._silence if silent else now
            self._left_at[officer] = min(now, max(left, self._left_at.get(officer, left)))

    def sighting(self, officer: str) -> Sighting:
        """What is known of this officer's consoles."""
        return Sighting(officer in self._consoles.values(), self._left_at.get(officer))


def watch_counters(socketio: SocketIO, desk: Desk, lookout: Lookout) -> None:
    """Begins to look after the counters."""
    keep_doing(socketio, lambda: look_after(desk, lookout), LOOK_SECONDS)
