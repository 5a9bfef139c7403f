"""A printer that answers IPP as it is told to, and may hang up instead."""

from __future__ import annotations

import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from pyipp.parser import parse

PRINT_JOB, GET_JOB, GET_PRINTER = 0x0002, 0x0009, 0x000B
_JOB, _PRINTER, _END = b"\x02", b"\x04", b"\x03"
_INTEGER, _ENUM, _KEYWORD = 0x21, 0x23, 0x44


def attribute(name: str, value: str | int) -> bytes:
    """One attribute of an answer; the kind of it follows from its name."""
    tag = _ENUM if name.endswith("state") else _INTEGER if isinstance(value, int) else _KEYWORD
    data = struct.pack(">i", value) if isinstance(value, int) else value.encode()
    return struct.pack(">bh", tag, len(name)) + name.encode() + struct.pack(">h", len(data)) + data


@dataclass
class FakeIpp:
    """What it says of itself and of its one job; `hangs_up` and `refuses` name operations."""

    printer: dict[str, str | int] = field(
        default_factory=lambda: {"printer-state": 3, "document-format-supported": "image/png"}
    )
    job: dict[str, str | int] = field(default_factory=lambda: {"job-id": 7, "job-state": 5, "job-uuid": "a"})
    hangs_up: int = 0
    refuses: dict[int, int] = field(default_factory=dict)
    asked: list[int] = field(default_factory=list)
    uri: str = ""

    def answer(self, request: bytes) -> bytes:
        """The answer to a request, or nothing when it hangs up."""
        operation = parse(request)["status-code"]  # of a request, the same field is its operation
        self.asked.append(operation)
        if operation == self.hangs_up:
            return b""
        head = struct.pack(">bbhi", 2, 0, self.refuses.get(operation, 0), 1) + b"\x01"
        head += struct.pack(">bh", 0x47, 18) + b"attributes-charset" + struct.pack(">h", 5) + b"utf-8"
        group, told = (_PRINTER, self.printer) if operation == GET_PRINTER else (_JOB, self.job)
        return head + group + b"".join(attribute(*one) for one in told.items()) + _END


@contextmanager
def listening(fake: FakeIpp) -> Iterator[FakeIpp]:
    """The printer on a port of its own; `fake.uri` says where."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            if answer := fake.answer(self.rfile.read(int(self.headers["Content-Length"]))):
                self.send_response(200)
                self.end_headers()
                self.wfile.write(answer)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        fake.uri = f"ipp://127.0.0.1:{server.server_port}/ipp/print"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield fake
        finally:
            server.shutdown()
            thread.join()
