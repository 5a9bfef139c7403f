"""A small ESC/POS printer on a real TCP socket, which can be told to misbehave."""

import socket
import threading
from contextlib import suppress
from dataclasses import dataclass, field

from devices.printing.printer_status import IN_TURN_REQUEST

REQUEST = b"\x10\x04"
HEALTHY = {1: 0x12, 2: 0x12, 4: 0x12}
PAPER_OUT = {1: 0x1A, 2: 0x32, 4: 0x72}
COVER_OPEN = {1: 0x1A, 2: 0x16, 4: 0x12}
PAPER_LOW = {1: 0x12, 2: 0x12, 4: 0x1E}
SWITCHED_OFFLINE = {1: 0x1A, 2: 0x12, 4: 0x12}
IN_TURN_FINE = b"\x00"


@dataclass
class FakePrinter:
    """Answers status requests from `state`; from the paper's first byte on, from `state_after`."""

    state: dict[int, int] = field(default_factory=lambda: HEALTHY)
    state_after: dict[int, int] = field(default_factory=lambda: HEALTHY)
    answers_state: bool = True
    answers_in_turn: bool = True
    gone_after: int | None = None
    received: bytes = b""

    def __post_init__(self) -> None:
        self._server = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._server.getsockname()[1]
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Switch it off; what it received until then can be looked at."""
        self._server.shutdown(socket.SHUT_RDWR)
        self._server.close()
        self._thread.join()

    def _serve(self) -> None:
        while True:
            try:
                line, _ = self._server.accept()
            except OSError:
                return
            with line, suppress(ConnectionError):
                self._listen(line)

    def _listen(self, line: socket.socket) -> None:
        while chunk := line.recv(65_536):
            if chunk.startswith(REQUEST):
                self._answer(line, chunk)
                continue
            self.received += chunk
            if self.gone_after is not None and len(self.received) >= self.gone_after:
                return
            if self.received.endswith(IN_TURN_REQUEST) and self.answers_in_turn:
                line.sendall(IN_TURN_FINE)

    def _answer(self, line: socket.socket, request: bytes) -> None:
        state = self.state_after if self.received else self.state
        if self.answers_state:
            line.sendall(bytes([state[request[2]]]))
