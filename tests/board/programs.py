"""A whole office in a folder for tests: the real core and the real board as processes on free ports."""

from __future__ import annotations

import json
import socket
import threading
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from queue_core.access.rules import Role
from queue_core.client.api import CoreApi
from queue_core.client.problems import Refused
from queue_core.foundation.identifiers import new_request_id
from queue_core.foundation.settings import BoardSettings, CoreSettings, Settings
from queue_core.tickets.rules.assistance import HelpVerb
from queue_core.tickets.wire.tickets import IssuedTicket, NewTicket
from queue_core.up.layout import as_toml
from tests.core.office import copied, token_of
from tests.programs import Program, free_port

MODULES = {"core": "queue_core.server", "board": "display_board"}


@dataclass
class Office:
    """The folder, its settings, and the programs that run."""

    folder: Path
    settings: Settings
    kiosk: CoreApi
    officers: dict[int, CoreApi] = field(default_factory=dict)
    running: dict[str, Program] = field(default_factory=dict)

    @property
    def core(self) -> str:
        return f"http://127.0.0.1:{self.settings.core.port}"

    @property
    def board(self) -> str:
        return f"http://127.0.0.1:{self.settings.board.port}"

    def start(self, name: str) -> None:
        address = self.core if name == "core" else self.board
        self.running[name] = Program(MODULES[name], self.folder / "kerak.toml", address)
        self.running[name].start()

    def kill(self, name: str) -> None:
        """Ends the program as a power cut does."""
        self.running.pop(name).kill()

    def end(self) -> None:
        """Ends the programs at once: nothing is left to look at."""
        for name in list(self.running):
            self.kill(name)

    def set_board(self, **changes: object) -> None:
        """Writes the settings anew; they hold from the board's next start."""
        board = self.settings.board.model_copy(update=changes)
        self.settings = self.settings.model_copy(update={"board": board})
        (self.folder / "kerak.toml").write_text(as_toml(self.settings), encoding="utf-8")

    def heard(self) -> list[dict[str, str]]:
        """What the virtual loudspeaker has played to its end, in order."""
        log = self.folder / "heard" / "played.jsonl"
        return [json.loads(line) for line in log.read_text().splitlines()] if log.exists() else []

    def issue(self, service: str = "kia", reason: str | None = None) -> IssuedTicket:
        return self.kiosk.issue(NewTicket(service=service, reason=reason), new_request_id())

    def call(self, counter: int = 3) -> str:
        work = self.officers[counter].act(counter, "call-next")
        assert work.ticket is not None
        return work.ticket.number

    def take_help(self, counter: int = 3) -> None:
        """The officer takes the request that waits longest."""
        officer = self.officers[counter]
        officer.act_on_help(officer.snapshot().help[0].id, HelpVerb.TAKE)

    def act(self, verb: str, counter: int = 3) -> None:
        self.officers[counter].act(counter, verb)


def send_everybody_home(office: Office, counter: int = 3) -> None:
    """Ends every visit, so that the next one begins in an empty hall."""
    ends = {"called": "no-show", "serving": "finish"}
    with suppress(Refused):  # nobody is waiting
        while True:
            if ticket := office.officers[counter].counter(counter).ticket:
                office.act(ends[ticket.state], counter)
            office.call(counter)


def make_office(folder: Path, staffed: Path, core: CoreSettings | None = None) -> Office:
    """An office of its own with somebody of every role; nothing runs yet."""
    core_settings = (core or CoreSettings()).model_copy(
        update={"port": free_port(), "database": copied(staffed, folder / "office.db")}
    )
    address = f"http://127.0.0.1:{core_settings.port}"
    board = BoardSettings(
        port=free_port(),
        core=address,
        token_file=folder / "board.token",
        clips=staffed.parent / "clips",  # rendered once for all
        speaker=f"virtual:{folder / 'heard'}",
    )
    board.token_file.write_text(token_of(Role.BOARD), encoding="utf-8")
    settings = Settings(core=core_settings, board=board)
    (folder / "kerak.toml").write_text(as_toml(settings), encoding="utf-8")
    return Office(folder, settings, CoreApi(address, token_of(Role.KIOSK)))


def open_counter(office: Office, number: int = 3) -> None:
    """An officer opens the counter; the core has to run."""
    officer = CoreApi(office.core, token_of(Role.OFFICER))
    officer.act(number, "open")
    office.officers[number] = officer


class Cable:
    """A network cable to a port of this machine that can be pulled out and put in again."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._plugged = True
        self._ends: list[socket.socket] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def pull(self) -> None:
        self._plugged = False
        for end in self._ends:
            _hang_up(end)
        self._ends.clear()

    def plug(self) -> None:
        self._plugged = True

    def _accept(self) -> None:
        while True:
            near, _ = self._listener.accept()
            if not self._plugged:
                near.close()
                continue
            far = socket.create_connection(("127.0.0.1", self._port))
            self._ends += [near, far]
            for source, sink in ((near, far), (far, near)):
                threading.Thread(target=_pump, args=(source, sink), daemon=True).start()


def _pump(source: socket.socket, sink: socket.socket) -> None:
    with suppress(OSError):
        while data := source.recv(65536):
            sink.sendall(data)
    _hang_up(source)
    _hang_up(sink)


def _hang_up(end: socket.socket) -> None:
    with suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
    end.close()
