"""The log of a daemon: JSON lines in a file that is turned over; warnings and worse on stderr, too.

The file is in the folder of the settings, else in the one that whoever starts the daemon names in
$LOGS_DIRECTORY, as systemd does for LogsDirectory= (systemd.exec(5)). Without one stderr gets everything.
"""

from __future__ import annotations

import fcntl
import json
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path

from queue_core.foundation.settings import LogSettings

LOGS_DIRECTORY = "LOGS_DIRECTORY"


class JsonLines(logging.Formatter):
    """A record as one line; its traceback is a field."""

    def __init__(self, program: str) -> None:
        super().__init__()
        self._program = program

    def format(self, record: logging.LogRecord) -> str:
        """The line. Its time is in UTC, whatever the office's zone."""
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "program": self._program,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return json.dumps(line)


class SharedFile(RotatingFileHandler):
    """A file that several processes write: gunicorn's main process and its worker.

    Each line is written under a lock of the folder and opens the file anew, so that no process writes into a
    file that another has turned over.
    """

    def emit(self, record: logging.LogRecord) -> None:
        """Writes the line. What fails is told on stderr: no daemon stops because of its log."""
        try:
            with _locked(Path(self.baseFilename).parent):
                super().emit(record)
                self.close()
        except OSError:
            self.handleError(record)


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def keep_log(program: str, settings: LogSettings, top: logging.Logger = logging.root) -> None:
    """Sends all that is logged under `top` to where it belongs.

    In place of any handlers that are there: importing python-escpos sets up one of its own. Without a file
    that can be written stderr gets all of it: an office opens without its log.
    """
    stderr = logging.StreamHandler()
    stderr.setFormatter(logging.Formatter(f"%(asctime)s {program} %(levelname)s %(message)s"))
    top.handlers = [stderr]
    top.setLevel(logging.INFO)
    logging.getLogger("alembic").setLevel(logging.WARNING)
    folder = settings.folder or _given_folder()
    if folder is None:
        return
    try:
        top.addHandler(_file(folder, program, settings))
        stderr.setLevel(logging.WARNING)
    except OSError as error:
        top.warning("there is no log file: %s", error)


def _given_folder() -> Path | None:
    given = os.environ.get(LOGS_DIRECTORY)
    return Path(given) if given else None


def _file(folder: Path, program: str, settings: LogSettings) -> SharedFile:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{program}.log"
    path.open("a").close()
    file = SharedFile(path, maxBytes=settings.kilobytes * 1000, backupCount=settings.kept, delay=True)
    file.setFormatter(JsonLines(program))
    return file
