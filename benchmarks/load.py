"""A lean load: one thread with raw kept-alive sockets, so that the server is measured and not the asking.

The requests are made before the clock runs. 64 threads with an HTTP client each cost as much as the
server, on the same two cores.
"""

from __future__ import annotations

import os
import selectors
import socket
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple
from urllib.parse import urlsplit

from queue_core.foundation.identifiers import new_request_id
from queue_core.foundation.problem import REQUEST_ID_HEADER

CREATED = 201
LARGEST_READ = 64 * 1024
END_OF_HEAD, LENGTH = b"\r\n\r\n", b"content-length:"


class Load(NamedTuple):
    """What a load gave: posts a second and each post's seconds."""

    rate: float
    seconds: list[float]


def post(
    address: str,
    clients: int,
    count: int,
    body: Callable[[int], bytes],
    token: str = "",
    expected: int = CREATED,
) -> Load:
    """Posts from so many clients at once, each on one kept-alive connection.

    Raises RuntimeError at an answer with another status than `expected`.
    """
    place = urlsplit(address)
    requests = [_request(place.netloc, place.path or "/", token, body(number)) for number in range(count)]
    with _on_the_last_processor():
        asking = [_Client(place.netloc, requests[first::clients], expected) for first in range(clients)]
        begun = time.perf_counter()
        _ask_all(asking)
        return Load(count / (time.perf_counter() - begun), [each for one in asking for each in one.seconds])


def together(loads: Sequence[Load]) -> Load:
    """Several equal loads as one: the rate over their whole time."""
    seconds = [each for load in loads for each in load.seconds]
    return Load(len(loads) / sum(1 / load.rate for load in loads), seconds)


def _request(host: str, path: str, token: str, body: bytes) -> bytes:
    head = (
        f"POST {path} HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\n"
        f"Authorization: Bearer {token}\r\n{REQUEST_ID_HEADER}: {new_request_id()}\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


class _Client:
    """One connection: sends its next request when the last one is answered."""

    def __init__(self, host: str, requests: Sequence[bytes], expected: int) -> None:
        name, _, port = host.partition(":")
        self.socket = socket.create_connection((name, int(port)))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.seconds: list[float] = []
        self._requests = iter(requests)
        self._expected = expected
        self._answer = b""
        self._asked = 0.0

    def ask(self) -> bool:
        """Sends the next request; False when there is none."""
        request = next(self._requests, None)
        if request is None:
            return False
        self._answer, self._asked = b"", time.perf_counter()
        self.socket.sendall(request)
        return True

    def is_answered(self) -> bool:
        """Reads on; whether the answer is whole."""
        self._answer += self.socket.recv(LARGEST_READ)
        head, end, body = self._answer.partition(END_OF_HEAD)
        if end and len(body) >= _length(head):
            self.seconds.append(time.perf_counter() - self._asked)
            if int(head[9:12]) != self._expected:
                raise RuntimeError(self._answer.decode())
            return True
        return False


def _length(head: bytes) -> int:
    """The length of the body, by the head of the answer."""
    _, _, rest = head.lower().partition(LENGTH)
    return int(rest.partition(b"\r\n")[0])


def _ask_all(clients: Sequence[_Client]) -> None:
    with selectors.DefaultSelector() as ready:
        for client in clients:
            if client.ask():
                ready.register(client.socket, selectors.EVENT_READ, client)
        while ready.get_map():
            for key, _ in ready.select():
                if key.data.is_answered() and not key.data.ask():
                    ready.unregister(key.fileobj)
    for client in clients:
        client.socket.close()


@contextmanager
def _on_the_last_processor() -> Iterator[None]:
    """Keeps the asking to one processor; the server has the others to itself."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {max(before)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)
