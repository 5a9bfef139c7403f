"""`network:HOST:PORT`: an ESC/POS printer on the network, raw TCP, usually port 9100.

Before a paper it asks for the state, after it for a confirmation in turn and, if none comes, for the
state again. What fails before the paper's first byte is `offline`, what fails after it `unknown`.
"""

import socket
import threading

from devices.errors import BadAddress
from devices.printing.escpos import encode
from devices.printing.paper import Paper
from devices.printing.port import OBSTACLES, Outcome, Readiness
from devices.printing.printer_status import IN_TURN_REQUEST, STATUS_REQUESTS, confirms_paper, readiness

TIMEOUT = 2.0
"""Seconds for each step: to connect, to take the bytes, to answer."""


def open_driver(rest: str) -> "NetworkPrinter":
    """The printer at HOST:PORT."""
    host, _, port = rest.rpartition(":")
    if not host or not port.isdecimal():
        raise BadAddress(f"network:{rest}", "network:HOST:PORT")
    return NetworkPrinter(host.strip("[]"), int(port))


class NetworkPrinter:
    """A `SlipPrinter` behind a socket; each question and each paper has a connection of its own."""

    def __init__(self, host: str, port: int, timeout: float = TIMEOUT) -> None:
        self._address = (host, port)
        self._timeout = timeout
        self._lock = threading.Lock()

    def check(self) -> Readiness:
        """Ask the printer for its state."""
        try:
            with self._lock, self._connect() as line:
                return _ask_state(line)
        except OSError:
            return Readiness.offline

    def print(self, paper: Paper) -> Outcome:
        """Send the paper and wait for the printer's word."""
        data = encode(paper)
        with self._lock:
            try:
                line = self._connect()
            except OSError:
                return Outcome.offline
            with line:
                return _deliver(line, data)

    def _connect(self) -> socket.socket:
        return socket.create_connection(self._address, self._timeout)


def _deliver(line: socket.socket, data: bytes) -> Outcome:
    try:
        before = _ask_state(line)
    except OSError:
        return Outcome.offline
    if not before.can_print:
        return OBSTACLES[before]
    try:
        line.sendall(data)
        return _end_unheard(line) if before is Readiness.unclear else _confirm(line)
    except OSError:
        return Outcome.unknown


def _end_unheard(line: socket.socket) -> Outcome:
    """Let a printer that tells nothing have the last byte before the line closes."""
    line.shutdown(socket.SHUT_WR)
    return Outcome.unknown


def _confirm(line: socket.socket) -> Outcome:
    try:
        if confirms_paper(_ask(line, IN_TURN_REQUEST)):
            return Outcome.printed
    except TimeoutError:
        pass  # it stands still, or is of a make that knows no answer in turn: its state tells
    after = _ask_state(line)
    if after in (Readiness.unclear, Readiness.offline):
        return Outcome.unknown
    return OBSTACLES.get(after, Outcome.printed)


def _ask_state(line: socket.socket) -> Readiness:
    try:
        general, cause, paper = (_ask(line, request) for request in STATUS_REQUESTS)
    except TimeoutError:
        return Readiness.unclear
    return readiness(general, cause, paper)


def _ask(line: socket.socket, request: bytes) -> int:
    line.sendall(request)
    answer = line.recv(1)
    if not answer:
        raise ConnectionResetError
    return answer[0]
