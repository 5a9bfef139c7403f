"""How long each program takes until it answers, beside an interpreter that only imports the libraries."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.figures import Row, percentile
from benchmarks.office import RunningOffice
from queue_core.foundation.messages import DEFAULT_LANGUAGE, load_catalogues
from queue_core.up.office import children
from queue_core.up.programs import OFFICER

RUNS = 5
SECONDS_TO_DRAW = 15


def measure(office: RunningOffice) -> list[Row]:
    """The median start of each program that answers over HTTP, and of the console.

    The office that is handed in must be stopped.
    """
    bare = _median([_bare() for _ in range(RUNS)])
    rows = [Row("interpreter importing flask, socketio, sqlalchemy", f"{bare:.2f} s")]
    for child in children(office.layout, office.settings):
        if child.address is None:
            continue
        seconds = []
        for _ in range(RUNS):
            begun = time.perf_counter()
            child.start()
            while not child.answers():
                time.sleep(0.01)
            seconds.append(time.perf_counter() - begun)
            child.stop()
        rows.append(_row(f"{child.program.name} answers", _median(seconds), bare))
    rows.append(_row("console draws", _median([_console(office.layout.settings) for _ in range(RUNS)]), bare))
    return rows


def _row(what: str, seconds: float, bare: float) -> Row:
    return Row(what, f"{seconds:.2f} s", f"{seconds / bare:.1f} times the bare imports")


def _median(seconds: list[float]) -> float:
    return percentile(seconds, 0.5)


def _bare() -> float:
    begun = time.perf_counter()
    subprocess.run([sys.executable, "-c", "import flask, flask_socketio, sqlalchemy"], check=True)
    return time.perf_counter() - begun


def _console(settings: Path) -> float:
    """Seconds until the console has drawn its first frame on a terminal of its own."""
    first_words = load_catalogues("queue_core.officer")[DEFAULT_LANGUAGE].say("login.title").encode()
    begun = time.perf_counter()
    pid, terminal = pty.fork()
    if pid == 0:
        os.environ["TERM"] = "xterm-256color"
        command = OFFICER.command(settings)
        os.execv(command[0], command)  # noqa: S606  no shell is wanted
    drawn = b""
    while first_words not in drawn and time.perf_counter() - begun < SECONDS_TO_DRAW:
        if select.select([terminal], [], [], 0.1)[0]:
            drawn += os.read(terminal, 65536)
    seconds = time.perf_counter() - begun
    os.kill(pid, 9)
    os.waitpid(pid, 0)
    os.close(terminal)
    return seconds
