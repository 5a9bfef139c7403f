"""A real office for a test: the programs as 'kerak up' starts them, in a folder and on ports of their own."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from queue_core.foundation.settings import Settings, read_settings
from queue_core.up.layout import Layout
from tests.programs import free_ports

KERAK = Path(sys.executable).with_name("kerak")
SECONDS_TO_STOP = 20
SECONDS_A_CARD = 0.5
"""So long a card is in the printer: time enough to kill a station in."""


@dataclass(frozen=True)
class Office:
    """A running office as its user sees it."""

    data: Path
    addresses: dict[str, str]
    process: subprocess.Popen[str]

    @property
    def settings(self) -> Settings:
        return read_settings(self.data / "kerak.toml")

    def kerak(self, *arguments: str) -> str:
        """What a command prints."""
        command = [str(KERAK), *arguments, "--settings", str(self.data / "kerak.toml")]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout

    def add_officer(self, name: str, *also: str) -> str:
        """A new officer, with other roles too; the one-time password that the command printed."""
        roles = (word for role in ("officer", *also) for word in ("--role", role))
        printed = self.kerak("account", "add", name, *roles)
        return printed.split("one-time password: ")[1].split()[0]

    def rows(self, query: str, *values: object) -> list[Any]:
        """What stands in the database, read beside the programs."""
        with sqlite3.connect(f"file:{self.data / 'office.db'}?mode=ro", uri=True) as connection:
            return connection.execute(query, values).fetchall()

    def core_pid(self) -> int:
        """The core's main process; its process group holds the worker."""
        return self._pid("queue_core.server")

    def kill_core(self) -> None:
        """As a power cut would: no process of the core lives on."""
        self.kill("queue_core.server")

    def kill(self, module: str) -> None:
        """Ends a program that 'kerak up' has started, with all its processes, at once."""
        os.killpg(self._pid(module), signal.SIGKILL)

    def _pid(self, module: str) -> int:
        for running, pid in processes_of(self.data):
            if running == module and os.getpgid(pid) == pid:
                return pid
        raise LookupError(f"{module} is not running")


def processes_of(data: Path) -> Iterator[tuple[str, int]]:
    """The modules that run with the settings of a folder, workers too, each with its process."""
    for folder in Path("/proc").glob("[0-9]*"):
        line = _command_line(folder)
        if line[-2:] == ["--settings", str(data / "kerak.toml")] and "-m" in line:
            yield line[line.index("-m") + 1], int(folder.name)


def _command_line(folder: Path) -> list[str]:
    try:
        return (folder / "cmdline").read_text().removesuffix("\0").split("\0")
    except OSError:
        return []


@contextmanager
def running_office(
    data: Path, environment: Mapping[str, str] | None = None, kerak: Path = KERAK
) -> Iterator[Office]:
    """'kerak up' until the end of the block, with a loudspeaker that writes down what it plays."""
    layout = Layout(data)
    if not layout.settings.exists():
        settings = layout.defaults(free_ports(4), "kembaran")
        board = settings.board.model_copy(update={"speaker": f"virtual:{data / 'played'}"})
        printer = f"virtual:{data / 'cards'}?seconds={SECONDS_A_CARD}"
        station = settings.print_station.model_copy(update={"printer": printer})
        layout.write(settings.model_copy(update={"board": board, "print_station": station}))
    process = subprocess.Popen(
        [str(kerak), "up", "--data", str(data)],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | dict(environment or {}),
    )
    try:
        yield Office(data, _ready(process), process)
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(SECONDS_TO_STOP)


def _ready(process: subprocess.Popen[str]) -> dict[str, str]:
    assert process.stdout is not None
    for line in process.stdout:
        if line.startswith("ready "):
            addresses: dict[str, str] = json.loads(line.removeprefix("ready "))
            return addresses
    raise RuntimeError("the office did not start")
