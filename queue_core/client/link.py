"""The live link to the core: Socket.IO to hear, HTTP to catch up. What is made of it: following.py."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from queue import Empty, SimpleQueue
from typing import TypeVar

import requests
import socketio
from pydantic import BaseModel
from socketio.exceptions import ConnectionError as SocketConnectionError

from queue_core.client.api import CoreApi
from queue_core.client.following import Following
from queue_core.client.problems import Refused
from queue_core.client.state import Changed
from queue_core.foundation.errors import KerakError
from queue_core.tickets.wire.live import Event, Heartbeat

log = logging.getLogger(__name__)
RETRY_SECONDS = 0.5
SILENCE_SECONDS = 10.0
"""Three heartbeats: after so long without a word the connection counts as lost."""
PAST_EVERY_PROXY = {"http_no_proxy": ["*"], "http_proxy_host": "none", "http_proxy_port": 9}
"""websocket-client heeds the first only beside a proxy of its own, and asks the environment otherwise."""
Message = Event | Heartbeat | None
Told = TypeVar("Told", bound=BaseModel)


class LiveLink:
    """Keeps a Link up to date in a thread of its own until it is closed."""

    def __init__(
        self, api: CoreApi, changed: Changed, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._api = api
        self._following = Following(api, changed, monotonic)
        self._closed = threading.Event()
        self._inbox: SimpleQueue[Message] = SimpleQueue()

    def start(self) -> None:
        """Begins to listen."""
        threading.Thread(target=self._run, name="link", daemon=True).start()

    def close(self) -> None:
        """Stops listening."""
        self._closed.set()
        self._inbox.put(None)  # its own thread disconnects: no other may while the client connects

    def _run(self) -> None:
        while not self._closed.is_set():
            try:
                self._listen_and_tell_the_end()
            except Exception:  # who is told paints and speaks: a fault there must not end the link
                log.exception("link: a fault of this program; it is tried again")
            self._closed.wait(RETRY_SECONDS)

    def _listen_and_tell_the_end(self) -> None:
        refused = None
        try:
            self._listen()
        except Refused as error:
            refused = error.cause
        except KerakError as error:
            if self._following.link.connected:
                log.warning("link: %s", error.detail)
        finally:
            if not self._closed.is_set():
                self._following.lose(refused)

    def _listen(self) -> None:
        inbox: SimpleQueue[Message] = SimpleQueue()
        self._inbox = inbox
        straight = requests.Session()
        straight.trust_env = False
        client = socketio.Client(
            reconnection=False, http_session=straight, websocket_extra_options=dict(PAST_EVERY_PROXY)
        )
        client.on("event", lambda data: inbox.put(as_told(Event, data)))
        client.on("heartbeat", lambda data: inbox.put(as_told(Heartbeat, data)))
        client.on("disconnect", lambda _reason: inbox.put(None))
        try:
            client.connect(self._api.address, auth={"token": self._api.token}, transports=["websocket"])
        except SocketConnectionError:
            self._api.snapshot()  # tells why: refused, or out of reach
            return
        try:
            self._following.catch_up()
            while not self._closed.is_set():  # closing may have come before there was this inbox
                message = inbox.get(timeout=SILENCE_SECONDS)
                if message is None:
                    return
                self._following.take(message)
        except Empty:
            log.info("link: the core is silent")
        finally:
            client.disconnect()


def as_told(model: type[Told], data: object) -> Told:
    """What a core tells over the socket; a newer one may tell more than this program knows of."""
    return model.model_validate(data, extra="ignore")
