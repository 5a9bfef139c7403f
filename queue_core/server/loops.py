"""What the core does for ever beside answering: one loop for all of it."""

from __future__ import annotations

import logging
from collections.abc import Callable

from flask_socketio import SocketIO

log = logging.getLogger(__name__)
FAULT_SECONDS = 3.0
"""So long a step rests after a fault, beside its own pause: the database may be away."""


def keep_doing(socketio: SocketIO, step: Callable[[], object], seconds: float) -> None:
    """Begins to do a step again and again, each time after so many seconds.

    A fault is logged and ends nothing: the next time may go well.
    """

    def loop() -> None:
        while True:
            socketio.sleep(seconds)
            try:
                step()
            except Exception:  # the outermost loop: whatever a step meets must not end it for good
                log.exception("a step of the core failed and is tried again")
                socketio.sleep(FAULT_SECONDS)

    socketio.start_background_task(loop)
