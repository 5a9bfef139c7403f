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

    Each line opens the file anew, and only who has the lock of the folder turns it over. Whoever does not get
    the lock at once writes without: a process that was stopped while it had it would hold up all others.
    """

    def emit(self, record: logging.LogRecord) -> None:
        """Writes the line. What fails is told on stderr: no daemon stops because of its log."""
        try:
            with _lock_of(Path(self.baseFilename).parent) as has_lock:
                if has_lock:
                    super().emit(record)
                else:
                    logging.FileHandler.emit(self, record)
                self.close()
        except OSError:
            self.handleError(record)


@contextmanager
def _lock_of(folder: Path) -> Iterator[bool]:
    """Whether this process has the folder's lock; nobody waits for it."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        has_lock = True
    except BlockingIOError:
        has_lock = False
    try:
        yield has_lock
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
