"""Many phones at once, each with a Socket.IO connection of its own, in one thread."""

from __future__ import annotations

import json
import selectors
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import websocket

SECONDS_TO_HEAR = 30.0
OPEN, PING, PONG, CONNECT, EVENT = "0", "2", "3", "40", "42"
"""Engine.IO and Socket.IO packet types, protocol 5."""
PINGS_EVERY = 20
"""While others are still connecting, the first ones have to answer their pings."""
HEARD = Callable[[int, str, Any], bool]
"""Told the phone, the event and its body; whether this is what was waited for."""


class Phones:
    """Connections that only listen."""

    def __init__(self, address: str, auths: Sequence[dict[str, str]]) -> None:
        self._selector = selectors.DefaultSelector()
        self._sockets: list[websocket.WebSocket] = []
        for number, auth in enumerate(auths):
            self._sockets.append(self._open(address, number, auth))
            if number % PINGS_EVERY == 0:
                self.drain(0)

    def _open(self, address: str, number: int, auth: dict[str, str]) -> websocket.WebSocket:
        url = address.replace("http", "ws", 1) + "/socket.io/?EIO=4&transport=websocket"
        connection = websocket.create_connection(url, timeout=SECONDS_TO_HEAR, http_no_proxy=["*"])
        connection.recv()
        connection.send(CONNECT + json.dumps(auth))
        if connection.sock is None:
            raise ConnectionError(address)
        self._selector.register(connection.sock, selectors.EVENT_READ, number)
        return connection

    def hear(self, count: int, heard: HEARD) -> float:
        """Reads until `heard` was true for so many different phones; the instant of the last, monotonic."""
        reached: set[int] = set()
        deadline = time.perf_counter() + SECONDS_TO_HEAR
        while len(reached) < count:
            if time.perf_counter() > deadline:
                raise RuntimeError(f"{count - len(reached)} phones heard nothing")
            for key, _ in self._selector.select(0.1):
                if self._read(key.data, heard):
                    reached.add(key.data)
        return time.perf_counter()

    def drain(self, seconds: float) -> None:
        """Reads whatever comes for some seconds."""
        until = time.perf_counter() + seconds
        while True:
            for key, _ in self._selector.select(min(seconds, 0.05)):
                self._read(key.data, lambda *_: False)
            if time.perf_counter() >= until:
                return

    def _read(self, number: int, heard: HEARD) -> bool:
        packet = str(self._sockets[number].recv())
        if packet == PING:
            self._sockets[number].send(PONG)
        if not packet.startswith(EVENT):
            return False
        name, body = json.loads(packet.removeprefix(EVENT))
        return heard(number, name, body)

    def close(self) -> None:
        """Hangs up."""
        for connection in self._sockets:
            connection.close(timeout=0)


@contextmanager
def phones(address: str, auths: Sequence[dict[str, str]]) -> Iterator[Phones]:
    """So many phones, connected and quiet."""
    opened = Phones(address, auths)
    opened.drain(3)
    try:
        yield opened
    finally:
        opened.close()
