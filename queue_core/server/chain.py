"""Lays the chain over the ledger while the core runs, and tells its head once a day."""

from __future__ import annotations

import logging

from flask_socketio import SocketIO

from queue_core.server.loops import keep_doing
from queue_core.storage.audit import LINK_ROWS, cover, head_of
from queue_core.storage.database import Database
from queue_core.storage.seal import Seal
from queue_core.tickets.service.overnight import Pause

log = logging.getLogger(__name__)
LINK_SECONDS = 10.0
"""So young a row is that no link covers yet."""
BREATH_SECONDS = 0.05
"""Between two links over a ledger that was never covered: the queue goes first."""


class Chain:
    """Covers what was written since the last link."""

    def __init__(self, socketio: SocketIO, database: Database, seal: Seal) -> None:
        self._socketio = socketio
        self._database = database
        self._seal = seal

    def start(self) -> None:
        """Begins to lay links."""
        keep_doing(self._socketio, self.cover_all, LINK_SECONDS)

    def cover_all(self) -> None:
        """Covers every row that there is."""
        while self.cover_some() == LINK_ROWS:
            self._socketio.sleep(BREATH_SECONDS)

    def cover_some(self) -> int:
        """Lays one link at most; how many rows it covers."""
        return cover(self._database, self._seal)

    def tell_head(self, _: Pause) -> None:
        """Writes the head into the log, where it can be held against the database later."""
        if head := self._database.read(head_of):
            log.info("the ledger's chain: link %d, rows to %d, hash %s", head.id, head.last_row, head.hash)
