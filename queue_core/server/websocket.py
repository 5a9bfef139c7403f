"""WebSockets for a crowd: a message is framed once for all phones that hear it, and never compressed.

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

SOCKETS = "/socket.io/"
COMPRESSION_OFFER = "HTTP_SEC_WEBSOCKET_EXTENSIONS"
WHOLE_TEXT, WHOLE_BINARY = 0x81, 0x82
TWO_BYTES, EIGHT_BYTES = 126, 127
"""What stands in place of a length that one byte does not hold; the length follows in so many bytes."""


def socket_server(app: Flask, **options: Any) -> SocketIO:  # noqa: ANN401  what SocketIO takes
    """A Socket.IO server on gevent that speaks through these, in front of the application.

    Requests that are not for it go past it: Engine.IO makes a class for each that it then only hands on.
    """
    alone = app.wsgi_app
    socketio = SocketIO(app, async_mode="gevent", **options)
    engine: Any = socketio.server.eio  # Engine.IO takes what it is made of from its driver, a table of parts
    engine._async = {**engine._async, "websocket": PlainWebSocket}
    with_sockets = app.wsgi_app

    def either(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        serve = with_sockets if environ["PATH_INFO"].startswith(SOCKETS) else alone
        return serve(environ, start_response)

    app.wsgi_app = either  # type: ignore[method-assign]  # the place that Flask has for it
    return socketio


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
