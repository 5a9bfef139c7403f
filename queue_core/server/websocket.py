"""WebSockets for a crowd: a message is framed once for all phones that hear it, and never compressed.

What is no business of sockets goes past them.

Browsers offer to have every message compressed (RFC 7692). For news of 170 bytes that saves little, and costs
the core 30 µs a message and 90 kB a phone: docs/decisions/0031-plain-websockets.md has the figures.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

from engineio.async_drivers.gevent import WebSocketWSGI
from flask import Flask
from flask_socketio import SocketIO

COMPRESSION_OFFER = "HTTP_SEC_WEBSOCKET_EXTENSIONS"
WHOLE_TEXT, WHOLE_BINARY = 0x81, 0x82
TWO_BYTES, EIGHT_BYTES = 126, 127
"""What stands in place of a length that one byte does not hold; the length follows in so many bytes."""


def send_plainly(socketio: SocketIO) -> None:
    """Lets a server on gevent speak to its clients through these; before the first one connects."""
    engine: Any = socketio.server.eio  # Engine.IO takes what it is made of from its driver, a table of parts
    engine._async = {**engine._async, "websocket": PlainWebSocket}


def lead_others_past(app: Flask, socketio: SocketIO) -> None:
    """Requests that are not for the socket server go straight to the application.

    Engine.IO's middleware makes a class for every request, though only a WebSocket may need it.
    """
    sockets: Any = socketio.sockio_mw

    def either(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        ours = environ["PATH_INFO"].startswith(sockets.engineio_path)
        served: Iterable[bytes] = (sockets if ours else sockets.wsgi_app)(environ, start_response)
        return served

    app.wsgi_app = either  # type: ignore[method-assign]  # the place that Flask has for it


class PlainWebSocket(WebSocketWSGI):  # type: ignore[misc]  # Engine.IO carries no types
    """The driver's own, but for how a message leaves."""

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Serves one connection; an offer to compress is not heard."""
        environ.pop(COMPRESSION_OFFER, None)
        served: Iterable[bytes] = super().__call__(environ, start_response)
        return served

    def send(self, message: str | bytes) -> None:
        """Sends one whole message. Raises OSError when the connection has ended.

        Not by `sendall` alone: gevent's asks the kernel for the size of its buffer first, as dear as sending.
        """
        if not self.ws.connected:
            raise OSError("the connection has ended")
        frame = framed(message)
        sent = self.ws.sock.send(frame)
        if sent < len(frame):
            self.ws.sock.sendall(memoryview(frame)[sent:])


@lru_cache(maxsize=16)
def framed(message: str | bytes) -> bytes:
    """A message in one frame as a server sends it: whole, unmasked. Source: RFC 6455, section 5.2."""
    kind, payload = (WHOLE_BINARY, message) if isinstance(message, bytes) else (WHOLE_TEXT, message.encode())
    length = len(payload)
    if length < TWO_BYTES:
        head = bytes((kind, length))
    elif length < 2**16:
        head = bytes((kind, TWO_BYTES)) + length.to_bytes(2)
    else:
        head = bytes((kind, EIGHT_BYTES)) + length.to_bytes(8)
    return head + payload
