"""Who connects by Socket.IO, and which room they hear."""

from __future__ import annotations

import logging
from contextlib import suppress
from typing import Any

from flask import request
from flask_socketio import ConnectionRefusedError, SocketIO, join_room

from queue_core.access.errors import NotAllowed, NotSignedIn
from queue_core.access.rules import COUNTER_ROLES, may
from queue_core.access.service.devices import DeviceWatch
from queue_core.access.service.door import Door
from queue_core.access.service.sessions import principal_of
from queue_core.foundation.errors import KerakError
from queue_core.server.loops import keep_doing
from queue_core.server.meters import PAGE, Meters
from queue_core.server.pages import Pages
from queue_core.server.presence import Presence
from queue_core.web.problems import MalformedRequest

log = logging.getLogger(__name__)
TOKENS_SECONDS = 2.0
"""How long a connection may outlive its session or device."""


class Sockets:
    """The handlers of connections. Clients only listen: they ask and act over HTTP."""

    def __init__(
        self, door: Door, families: Pages, watch: DeviceWatch, meters: Meters, presence: Presence
    ) -> None:
        self._meters = meters
        self._presence = presence
        self._watch = watch
        self._door = door
        self._families = families
        self._pages: dict[str, str] = {}
        self._tokens: dict[str, str] = {}

    def register(self, socketio: SocketIO) -> None:
        """Each event has its line in the authorisation matrix."""
        socketio.on_event("connect", self.connect)
        socketio.on_event("disconnect", self.disconnect)
        keep_doing(socketio, lambda: self._end_revoked(socketio), TOKENS_SECONDS)

    def connect(self, auth: Any = None) -> None:  # noqa: ANN401  whatever a client sends
        """Admits a ticket's page by its key, everybody else by their token."""
        asked = auth if isinstance(auth, dict) else {}
        try:
            if isinstance(key := asked.get("page"), str):
                self._open_page(key)
            else:
                self._join_audience(asked.get("token"))
        except KerakError as error:
            raise ConnectionRefusedError(error.slug) from None
        except UnicodeError:  # half a character, which JSON allows
            raise ConnectionRefusedError(MalformedRequest.slug) from None

    def disconnect(self, reason: str = "") -> None:
        """Forgets a connection that has ended."""
        self._tokens.pop(_session_id(), None)
        self._watch.left(_session_id())
        self._meters.left(_session_id())
        self._presence.went(_session_id(), silent=reason == SocketIO.reason.PING_TIMEOUT)
        key = self._pages.pop(_session_id(), None)
        if key is not None:
            self._families.unwatch(key, _session_id())

    def _open_page(self, key: str) -> None:
        self._families.watch(key, _session_id())
        self._pages[_session_id()] = key
        self._meters.came(_session_id(), PAGE)

    def _join_audience(self, token: object) -> None:
        if not isinstance(token, str):
            raise NotSignedIn
        principal = principal_of(self._door, token)
        if principal.audience is None or not may(principal, "socket connect"):
            raise NotAllowed
        self._tokens[_session_id()] = token
        self._watch.came(_session_id(), principal)
        self._meters.came(_session_id(), str(principal.audience))
        if principal.roles & COUNTER_ROLES:
            self._presence.came(_session_id(), principal.name)
        join_room(str(principal.audience))

    def _end_revoked(self, socketio: SocketIO) -> None:
        """Ends the connections of sessions and devices that are known no longer."""
        for sid, token in list(self._tokens.items()):
            if not self._still_known(token):
                self._tokens.pop(sid, None)
                with suppress(KeyError):  # it may have gone by itself
                    socketio.server.disconnect(sid)

    def _still_known(self, token: str) -> bool:
        try:
            principal_of(self._door, token)
        except NotSignedIn:
            return False
        except Exception:  # a read that fails now says nothing about the token
            log.exception("a token could not be looked up")
        return True


def _session_id() -> str:
    sid: str = request.sid  # type: ignore[attr-defined]  # Flask-SocketIO adds it to the request
    return sid
