"""The key under which cards become tokens: a file beside the database, made once, and never part of it.

Who has the database alone cannot tell whose card a token is of, nor try numbers. Lost, it is made anew: what
is lent on cards then comes back as ever, and nobody is known again by their card.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from reading_corner.errors import ShelfUnusable

KEY_BYTES = 32
ENDING = ".key"
"""How the file of the key ends, beside the database."""


def key_beside(database: Path) -> bytes:
    """The key of a database. Raises ShelfUnusable."""
    return corner_key(database.with_suffix(ENDING))


def corner_key(path: Path) -> bytes:
    """The key in the file, made where there is none. Raises ShelfUnusable for a file that is no key."""
    if not path.exists():
        _make(path)
    key = path.read_bytes()
    if len(key) != KEY_BYTES:
        raise ShelfUnusable(f"{path} is no key: it has {len(key)} bytes, not {KEY_BYTES}.")
    return key


def _make(path: Path) -> None:
    """On the disk as a whole or not at all, readable by this program's user alone."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.part")
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(secrets.token_bytes(KEY_BYTES))
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
