"""Starts programs as child processes, bottom first, keeps them running, stops them top first."""

from __future__ import annotations

import contextlib
import ctypes
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

import requests

from queue_core.client.api import direct_session
from queue_core.foundation.errors import KerakError
from queue_core.foundation.logs import LOGS_DIRECTORY
from queue_core.up.programs import Program

SECONDS_TO_ANSWER = 20.0
SECONDS_TO_STOP = 8.0
RESTART_SECONDS = 1.0
POLL_SECONDS = 0.05
PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None)


class ProgramFailed(KerakError):
    """A program ended while it was being started, or did not answer."""

    slug = "program-failed"
    title = "A program could not be started"
    remedy = "See its log for more."


@dataclass
class Child:
    """A program as it runs here: how it is started, where it answers if it does, and the folder of its log.

    What it prints is kept beside its log, up to `limit` bytes and as much before.
    """

    program: Program
    settings: Path
    address: str | None
    logs: Path
    limit: int
    process: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    @property
    def printed(self) -> Path:
        """What it printed: why it could not start, and warnings."""
        return self.logs / f"{self.program.name}.out"

    def start(self) -> None:
        """Starts it in a process group of its own, which ends with this process."""
        self.logs.mkdir(parents=True, exist_ok=True)
        with self.printed.open("ab") as out:
            self.process = subprocess.Popen(
                self.program.command(self.settings),
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                env=os.environ | {LOGS_DIRECTORY: str(self.logs)},
                start_new_session=True,
                preexec_fn=_end_with_parent,
            )

    def trim(self) -> None:
        """Puts aside what it printed once that is too much; it goes on in the emptied file."""
        with contextlib.suppress(OSError):  # a full disk must not end the office
            if self.printed.stat().st_size <= self.limit:
                return
            try:
                shutil.copyfile(self.printed, f"{self.printed}.1")
            finally:
                os.truncate(self.printed, 0)

    def answers(self) -> bool:
        """Whether its page or API answers; one that has neither needs only to run."""
        if self.address is None:
            return not self.ended()
        try:
            return direct_session().get(self.address, timeout=1).ok
        except requests.RequestException:
            return False

    def ended(self) -> bool:
        """Whether it is not running."""
        return self.process is None or self.process.poll() is not None

    def stop(self) -> None:
        """Ends it and whatever it started."""
        if self.process is None:
            return
        if not self.ended():
            self.process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(SECONDS_TO_STOP)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def last_words(self) -> str:
        """The last line that it printed."""
        lines = self.printed.read_text(encoding="utf-8", errors="replace").strip().splitlines()
        return lines[-1] if lines else "It said nothing."


class Supervisor:
    """The programs of one machine."""

    def __init__(self, children: Iterable[Child], say: Callable[[str], None]) -> None:
        self._children = list(children)
        self._say = say
        self._stopping = False

    def start(self) -> None:
        """Starts the first program, then the others once it answers.

        Raises ProgramFailed when one does not answer; then all are stopped.
        """
        first, *others = self._children
        try:
            first.start()
            self._await(first)
            for child in others:
                child.start()
            for child in others:
                self._await(child)
        except BaseException:
            self.stop()
            raise

    def watch(self) -> None:
        """Starts again whatever ends, until 'end' is called."""
        while not self._stopping:
            for child in self._children:
                child.trim()
                if child.ended() and not self._stopping:
                    self._restart(child)
            time.sleep(POLL_SECONDS)

    def end(self) -> None:
        """Makes 'watch' return."""
        self._stopping = True

    def stop(self) -> None:
        """Stops every program that was started, the core last."""
        for child in reversed(self._children):
            if child.process is not None:
                self._say(f"Stopping {child.program.name}.")
                child.stop()

    def _restart(self, child: Child) -> None:
        self._say(f"{child.program.name} ended and is started again. It said: {child.last_words()}")
        child.stop()
        child.start()
        time.sleep(RESTART_SECONDS)

    def _await(self, child: Child) -> None:
        deadline = time.monotonic() + SECONDS_TO_ANSWER
        while not child.answers():
            if child.ended() or time.monotonic() > deadline:
                raise ProgramFailed(child.last_words(), remedy=f"See {child.logs} for more.")
            time.sleep(POLL_SECONDS)


def _end_with_parent() -> None:
    _libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
