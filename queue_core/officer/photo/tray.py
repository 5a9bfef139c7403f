"""Where pictures come from: a path that was typed, and the folder into which a scanner puts them."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

PICTURES = frozenset({".jpg", ".jpeg", ".png"})
SCANS = PICTURES | {".pdf"}
"""What a scanner's folder is searched for; what a file really is, the core finds out."""
MOST_LISTED = 50


class Sheet(NamedTuple):
    """A file in the folder."""

    path: Path
    size: int
    changed: datetime


class Picked(NamedTuple):
    """A picture that was read, and the file that goes once the core has it."""

    data: bytes
    leaves: Path | None = None


class UnreadableFile(Exception):
    """The file is not there, may not be read, or is larger than what is sent."""


def sheets(folder: Path, endings: frozenset[str]) -> Sequence[Sheet]:
    """The files in the folder that end so, the newest first. Raises UnreadableFile."""
    try:
        found = [_sheet(path) for path in folder.iterdir() if path.suffix.lower() in endings]
    except OSError:
        raise UnreadableFile from None
    known = [sheet for sheet in found if sheet is not None]
    return sorted(known, key=lambda sheet: sheet.changed, reverse=True)[:MOST_LISTED]


def read(path: Path, largest: int, *, leaves: bool = False) -> Picked:
    """The file at a path; one that `leaves` goes once the core has it. Raises UnreadableFile."""
    try:
        if path.stat().st_size > largest:
            raise UnreadableFile
        return Picked(path.read_bytes(), path if leaves else None)
    except OSError:
        raise UnreadableFile from None


def typed(line: str) -> Path:
    """The path that somebody typed or dragged into the terminal."""
    return Path(line.strip().strip("'\"").removeprefix("file://")).expanduser()


def done_with(picked: Picked) -> bool:
    """Removes the file that was taken out of the folder; whether nothing of it is left."""
    if picked.leaves is not None:
        with suppress(FileNotFoundError, PermissionError):
            picked.leaves.unlink()
        return not picked.leaves.exists()
    return True


def _sheet(path: Path) -> Sheet | None:
    with suppress(OSError):  # gone since it was listed
        told = path.stat()
        return Sheet(path, told.st_size, datetime.fromtimestamp(told.st_mtime).astimezone())
    return None
