"""The core as a process of its own, started and killed as a machine would."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import requests

SECONDS_TO_ANSWER = 30.0


def until(true: Callable[[], object], seconds: float = SECONDS_TO_ANSWER) -> None:
    """Waits for something to become true. Raises AssertionError when it does not in time."""
    pause, deadline = threading.Event(), time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "it did not happen in time"
        pause.wait(0.02)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class CoreProcess:
    """One core on a free port, with a database of its own."""

    def __init__(self, template: Path, folder: Path, profile: str = "kembaran") -> None:
        self.database = Path(shutil.copy(template, folder / "office.db"))
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self._profile = profile
        self._settings = folder / "kerak.toml"
        self._printed = folder / "core.out"
        self._logs = folder / "log"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self, host: str = "127.0.0.1") -> None:
        """Starts it and waits until it answers."""
        place = f"[{host}]" if ":" in host else host
        self.address = f"http://{place}:{self.port}"
        core = ("[core]", f'host = "{host}"', f"port = {self.port}", f'database = "{self.database}"')
        rest = (f'profile = "{self._profile}"', "[log]", f'folder = "{self._logs}"')
        self._settings.write_text("\n".join((*core, *rest)))
        with self._printed.open("ab") as log:
            command = [sys.executable, "-m", "queue_core.server", "--settings", str(self._settings)]
            self._process = subprocess.Popen(command, stdout=log, stderr=log, start_new_session=True)
        until(self._answers)

    def kill(self) -> None:
        """Ends the whole process group at once, as a power cut would end it."""
        if self._process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
            self._process = None

    def stop(self, seconds: float) -> int:
        """Asks it to end; its exit code."""
        assert self._process is not None
        self._process.terminate()
        code = self._process.wait(seconds)
        self.kill()
        return code

    def ended(self) -> bool:
        return self._process is None

    def log(self) -> str:
        """What it printed, and its log."""
        log = self._logs / "core.log"
        return self._printed.read_text(encoding="utf-8") + (log.read_text() if log.exists() else "")

    def logged(self) -> list[dict[str, str]]:
        """The lines of its log."""
        return [json.loads(line) for line in (self._logs / "core.log").read_text().splitlines()]

    def _answers(self) -> bool:
        assert self._process is not None
        assert self._process.poll() is None, self.log()
        try:
            return requests.get(f"{self.address}/healthz", timeout=1).ok
        except requests.RequestException:
            return False
