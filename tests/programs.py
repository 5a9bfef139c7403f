"""Real programs for tests: on ports from one place, waited for, ended as a machine would end them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import requests

from benchmarks.ports import free_ports as free_ports  # the one place that ports come from

SECONDS_TO_ANSWER = 60.0
SECONDS_TO_STOP = 20.0


def until(true: Callable[[], object], seconds: float = SECONDS_TO_ANSWER, look: float = 0.02) -> None:
    """Waits for something to become true, with a look each `look` seconds.

    Raises AssertionError when it does not in time.
    """
    pause, deadline = threading.Event(), time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "it did not happen in time"
        pause.wait(look)


def free_port() -> int:
    """A port that nobody listens on, nor the kernel gives to an outgoing connection."""
    return free_ports(1)


class Program:
    """One program as a process; what it prints stands in a file beside its settings."""

    def __init__(self, module: str, settings: Path, address: str) -> None:
        self.address = address
        self.printed = settings.with_name(f"{module}.out")
        self._command = [sys.executable, "-m", module, "--settings", str(settings)]
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Starts it and waits until it answers."""
        with self.printed.open("ab") as printed:
            self._process = subprocess.Popen(
                self._command,
                stdout=printed,
                stderr=printed,
                start_new_session=True,  # so that kill reaches the worker, too
            )
        until(self._answers, look=0.1)  # a start takes a second: asking costs a processor, too

    def kill(self) -> None:
        """Ends master and worker at once, as a power cut would."""
        if self._process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
            self._process = None

    def stop(self, seconds: float = SECONDS_TO_STOP) -> int:
        """Asks it to end; its exit code."""
        assert self._process is not None
        self._process.terminate()
        code = self._process.wait(seconds)
        self.kill()
        return code

    def ended(self) -> bool:
        return self._process is None

    def _answers(self) -> bool:
        assert self._process is not None
        assert self._process.poll() is None, self.printed.read_text(encoding="utf-8")
        try:
            return requests.get(f"{self.address}/healthz", timeout=3).ok
        except requests.RequestException:
            return False
