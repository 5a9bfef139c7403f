"""Many phones at once, each with a Socket.IO connection of its own: raw sockets in one thread cost little."""

from __future__ import annotations

import json
import selectors
import socket
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlsplit

SECONDS_TO_HEAR = 60.0
SECONDS_TO_CONNECT = 180.0
AT_ONCE = 100
"""So many connections are being opened at a time."""
HANDSHAKE = (
    "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: {host}\r\nConnection: Upgrade\r\n"
    "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: a2VyYWstdGVsb3ItMTIzNA==\r\n\r\n"
)
OPEN, PING, PONG, CONNECT, CONNECTED, EVENT = b"0", b"2", b"3", b"40", b"40", b"42"
"""Engine.IO and Socket.IO packet types, protocol 5."""
TEXT, MASKED, NO_MASK = 0x81, 0x80, bytes(4)
SHORT, TWO_BYTES = 126, 126
"""Below `SHORT` a frame's length stands in its own byte; else in the two or eight bytes behind it."""

Heard = Callable[[int, bytes], bool]
"""Told the phone and what came (an event's name and body as JSON); whether this is what was waited for."""


@dataclass
class _Phone:
    number: int
    line: socket.socket
    greeting: bytes
    """What it says once the door is open."""
    read: bytes = b""
    upgraded: bool = False


class Phones:
    """Connections that only listen, and answer the pings."""

    def __init__(self, address: str, auths: Sequence[dict[str, str]], meanwhile: Callable[[], None]) -> None:
        """Connects them all. Raises RuntimeError when one is not admitted in time."""
        self._selector = selectors.DefaultSelector()
        self._phones: list[_Phone] = []
        self._connected = 0
        place = urlsplit(address)
        deadline = time.perf_counter() + SECONDS_TO_CONNECT
        for number, auth in enumerate(auths):
            self._open(place.hostname or "", place.port or 80, number, auth)
            while len(self._phones) - self._connected >= AT_ONCE:
                self._events(deadline)
                meanwhile()
        while self._connected < len(auths):
            self._events(deadline)

    def _open(self, host: str, port: int, number: int, auth: dict[str, str]) -> None:
        line = socket.create_connection((host, port))
        line.sendall(HANDSHAKE.format(host=host).encode())
        phone = _Phone(number, line, CONNECT + json.dumps(auth).encode())
        self._phones.append(phone)
        self._selector.register(line, selectors.EVENT_READ, phone)

    def hear(self, count: int, heard: Heard) -> None:
        """Reads until `heard` was true for so many different phones. Raises RuntimeError if some are not."""
        reached: set[int] = set()
        deadline = time.perf_counter() + SECONDS_TO_HEAR
        while len(reached) < count:
            reached.update(number for number, told in self._events(deadline) if heard(number, told))

    def drain(self, seconds: float) -> None:
        """Reads whatever comes for some seconds."""
        until = time.perf_counter() + seconds
        while True:
            left = until - time.perf_counter()
            for key, _ in self._selector.select(max(left, 0)):
                self._read(key.data)
            if left <= 0:
                return

    def _events(self, deadline: float) -> list[tuple[int, bytes]]:
        if time.perf_counter() > deadline:
            raise RuntimeError("some phones heard nothing")
        return [
            (key.data.number, told) for key, _ in self._selector.select(0.1) for told in self._read(key.data)
        ]

    def _read(self, phone: _Phone) -> list[bytes]:
        """The events that have come."""
        came = phone.line.recv(65536)
        if not came:
            raise RuntimeError(f"phone {phone.number} was hung up on")
        phone.read += came
        if not phone.upgraded:
            _head, ended, rest = phone.read.partition(b"\r\n\r\n")
            if not ended:
                return []
            phone.upgraded, phone.read = True, rest
        packets, phone.read = frames(phone.read)
        return [packet[len(EVENT) :] for packet in packets if self._is_event(phone, packet)]

    def _is_event(self, phone: _Phone, packet: bytes) -> bool:
        if packet == PING:
            phone.line.sendall(frame(PONG))
        elif packet.startswith(OPEN):
            phone.line.sendall(frame(phone.greeting))
        elif packet.startswith(CONNECTED):
            self._connected += 1
        return packet.startswith(EVENT)

    def close(self) -> None:
        """Hangs up."""
        for phone in self._phones:
            phone.line.close()


def frame(payload: bytes) -> bytes:
    """A short text frame of a client: masked, by a mask of zeros."""
    return bytes((TEXT, MASKED | len(payload))) + NO_MASK + payload


def frames(read: bytes) -> tuple[list[bytes], bytes]:
    """The payloads of the server's whole frames, and what has come of the next one."""
    found, at = [], 0
    while len(read) >= at + 2:
        length, begins = read[at + 1], at + 2
        if length >= SHORT:
            begins += 2 if length == TWO_BYTES else 8
            length = int.from_bytes(read[at + 2 : begins])
        if len(read) < begins + length:
            break
        found.append(read[begins : begins + length])
        at = begins + length
    return found, read[at:]


@contextmanager
def phones(
    address: str, auths: Sequence[dict[str, str]], meanwhile: Phones | None = None
) -> Iterator[Phones]:
    """So many phones, connected and quiet; others that are connected already answer their pings meanwhile."""
    opened = Phones(address, auths, lambda: meanwhile.drain(0) if meanwhile else None)
    opened.drain(3)
    try:
        yield opened
    finally:
        opened.close()
