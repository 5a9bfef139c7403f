"""The live link to the core: Socket.IO to hear, HTTP to catch up; one state, whole or known to be old."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from queue import Empty, SimpleQueue
from typing import Any

import requests
import socketio
from socketio.exceptions import ConnectionError as SocketConnectionError

from queue_core.client.api import CoreApi
from queue_core.client.problems import Refused
from queue_core.client.state import Changed, Link, QueueState, from_snapshot, heard, reduce
from queue_core.foundation.errors import KerakError
from queue_core.tickets.wire.live import Event, Heartbeat
from queue_core.tickets.wire.tickets import Wait

log = logging.getLogger(__name__)
RETRY_SECONDS = 0.5
SILENCE_SECONDS = 10.0
"""Three heartbeats: after so long without a word the connection counts as lost."""
PAST_EVERY_PROXY = {"http_no_proxy": ["*"], "http_proxy_host": "none", "http_proxy_port": 9}
"""websocket-client heeds the first only beside a proxy of its own, and asks the environment otherwise."""
Message = Event | Heartbeat | None


class LiveLink:
    """Keeps a Link up to date in a thread of its own until it is closed."""

    def __init__(
        self, api: CoreApi, changed: Changed, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._api = api
        self._changed = changed
        self._monotonic = monotonic
        self._closed = threading.Event()
        self._link = Link(heard=monotonic())
        self._client: Any = None

    def start(self) -> None:
        """Begins to listen."""
        threading.Thread(target=self._run, name="link", daemon=True).start()

    def close(self) -> None:
        """Stops listening."""
        self._closed.set()
        if self._client is not None:
            self._client.disconnect()

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
            if self._link.connected:
                log.warning("link: %s", error.detail)
        finally:
            if not self._closed.is_set():
                self._tell(replace(self._link, connected=False, refused=refused))

    def _listen(self) -> None:
        inbox: SimpleQueue[Message] = SimpleQueue()
        straight = requests.Session()
        straight.trust_env = False
        self._client = client = socketio.Client(
            reconnection=False, http_session=straight, websocket_extra_options=dict(PAST_EVERY_PROXY)
        )
        client.on("event", lambda data: inbox.put(Event.model_validate(data, extra="ignore")))
        client.on("heartbeat", lambda data: inbox.put(Heartbeat.model_validate(data, extra="ignore")))
        client.on("disconnect", lambda _reason: inbox.put(None))
        try:
            client.connect(self._api.address, auth={"token": self._api.token}, transports=["websocket"])
        except SocketConnectionError:
            self._api.snapshot()  # tells why: refused, or out of reach
            return
        try:
            self._catch_up()
            while not self._closed.is_set():  # closing may have come too early to reach the client
                message = inbox.get(timeout=SILENCE_SECONDS)
                if message is None:
                    return
                self._take(message)
        except Empty:
            log.info("link: the core is silent")
        finally:
            client.disconnect()

    def _take(self, message: Event | Heartbeat) -> None:
        state = self._link.state
        if state is None:
            self._start_afresh()
        elif isinstance(message, Heartbeat):
            self._take_heartbeat(state, message)
        elif (after := heard(state, message)) is None:
            self._catch_up()
        elif after is not state:
            self._tell(self._whole(after, message.at), [message])

    def _take_heartbeat(self, state: QueueState, beat: Heartbeat) -> None:
        if beat.day != state.day or beat.seq < state.seq:
            self._start_afresh()
            return
        self._tell(self._whole(state, beat.at, beat.waits))
        if beat.seq > state.seq:
            self._catch_up()

    def _catch_up(self) -> None:
        state = self._link.state
        if state is None:
            self._start_afresh()
            return
        missed = self._api.missed(state.seq)
        if missed.more:
            self._start_afresh()
            return
        events = [event for event in missed.events if event.seq > state.seq]
        for event in events:
            state = reduce(state, event)
        self._tell(replace(self._link, state=state, connected=True, refused=None), events)

    def _start_afresh(self) -> None:
        snapshot = self._api.snapshot()
        self._tell(self._whole(from_snapshot(snapshot), snapshot.at, snapshot.waits))

    def _whole(self, state: QueueState, at: datetime, waits: Mapping[str, Wait] | None = None) -> Link:
        known = self._link.waits if waits is None else waits
        return Link(state=state, connected=True, at=at, heard=self._monotonic(), waits=known)

    def _tell(self, link: Link, events: Sequence[Event] = ()) -> None:
        self._link = link
        self._changed(link, events)
