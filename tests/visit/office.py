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

    def add_officer(self, name: str) -> str:
        """A new officer; the one-time password that the command printed."""
        printed = self.kerak("account", "add", name, "--role", "officer")
        return printed.split("one-time password: ")[1].split()[0]

    def rows(self, query: str, *values: object) -> list[Any]:
        """What stands in the database, read beside the programs."""
        with sqlite3.connect(f"file:{self.data / 'office.db'}?mode=ro", uri=True) as connection:
            return connection.execute(query, values).fetchall()

    def core_pid(self) -> int:
        """The core's main process; its process group holds the worker."""
        settings = f"--settings\0{self.data / 'kerak.toml'}\0".encode()
        for folder in Path("/proc").glob("[0-9]*"):
            line, pid = _command_line(folder), int(folder.name)
            if b"queue_core.server" in line and settings in line and os.getpgid(pid) == pid:
                return pid
        raise LookupError("the core is not running")

    def kill_core(self) -> None:
        """As a power cut would: no process of the core lives on."""
        os.killpg(self.core_pid(), signal.SIGKILL)


def _command_line(folder: Path) -> bytes:
    try:
        return (folder / "cmdline").read_bytes()
    except OSError:
        return b""


@contextmanager
def running_office(
    data: Path, environment: Mapping[str, str] | None = None, kerak: Path = KERAK
) -> Iterator[Office]:
    """'kerak up' until the end of the block, with a loudspeaker that writes down what it plays."""
    layout = Layout(data)
    if not layout.settings.exists():
        settings = layout.defaults(free_ports(3), "kembaran")
        board = settings.board.model_copy(update={"speaker": f"virtual:{data / 'played'}"})
        layout.write(settings.model_copy(update={"board": board}))
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
