"""A child process that does the work of a device: both ends of the line to it.

One JSON line is a request, one JSON line its answer: `{}` when done, `{"trouble": sentence}` when not.
The parent starts the child when it first needs it, kills it when it hangs, and starts another one
when it has died. A child whose parent is gone reads the end of its input and ends too.
"""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import IO, cast

from devices.errors import DeviceError

Request = dict[str, str]
Handler = Callable[[Request], None]

_CODE = Path(__file__).resolve().parents[2]
_PATIENCE_AT_END = 2.0


class Child:
    """The parent's end. Callers from several threads wait for one another."""

    def __init__(self, module: str, trouble: type[DeviceError], attempts: int = 2) -> None:
        self._module = module
        self._trouble = trouble
        self._attempts = attempts
        self._lock = threading.Lock()
        self._process: subprocess.Popen[str] | None = None

    @property
    def pid(self) -> int | None:
        """The process that runs now, if one does."""
        return self._process.pid if self._process else None

    def ask(self, request: Request, timeout: float) -> None:
        """Have one request done; raises the trouble that the child tells, or that it died of."""
        with self._lock:
            for _ in range(self._attempts):
                answer = self._exchange(json.dumps(request), timeout)
                if answer:
                    break
            else:
                raise self._trouble(f"The program {self._module} stopped or did not answer.")
        if sentence := json.loads(answer).get("trouble"):
            raise self._trouble(sentence)

    def close(self) -> None:
        """End the child; a later request starts a new one."""
        with self._lock:
            self._end()

    def _exchange(self, request: str, timeout: float) -> str:
        """The child's answer, or nothing when it died or had to be killed."""
        process = self._running()
        to_child, from_child = cast(IO[str], process.stdin), cast(IO[str], process.stdout)  # see _running
        watchdog = threading.Timer(timeout, process.kill)
        watchdog.start()
        answer = ""
        try:
            to_child.write(request + "\n")
            to_child.flush()
            answer = from_child.readline()
        except BrokenPipeError:
            pass  # it died between two requests
        finally:
            watchdog.cancel()
        if not answer.endswith("\n"):
            self._end()
            return ""
        return answer

    def _running(self) -> subprocess.Popen[str]:
        if self._process and self._process.poll() is not None:
            self._end()
        if self._process is None:
            self._process = subprocess.Popen(
                [sys.executable, "-m", self._module],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
                encoding="utf-8",
                env=os.environ | {"PYTHONPATH": _search_path()},
                start_new_session=True,  # Ctrl-C is the parent's affair
            )
        return self._process

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.terminate()
        try:
            process.wait(_PATIENCE_AT_END)
        except subprocess.TimeoutExpired:
            process.kill()
        with suppress(BrokenPipeError), process:
            pass  # closes both pipes and waits


def serve(start: Callable[[], Handler]) -> None:
    """The child's end: start the device, then do request after request until the parent is gone.

    What libraries print goes nowhere, so that it cannot disturb the answers.
    """
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    handle = start()
    for line in sys.stdin:
        answers.write(json.dumps(_do(handle, json.loads(line))) + "\n")
        answers.flush()


def _do(handle: Handler, request: Request) -> dict[str, str]:
    try:
        handle(request)
    except DeviceError as error:
        return {"trouble": error.sentence}
    return {}


def _search_path() -> str:
    return os.pathsep.join(filter(None, [str(_CODE), os.environ.get("PYTHONPATH", "")]))
