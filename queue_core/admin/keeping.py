"""The office's key in a backup and back again; a new one where the old is lost for good.

The key lies beside the copy as NAME.key, wrapped under a passphrase: the copy alone tells nothing that is
sealed.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from queue_core.admin.copies import CopyExists, give_to_owner_of, require_unused, told_in_words
from queue_core.foundation.errors import KerakError
from queue_core.storage.errors import KeyExists, KeyWrong
from queue_core.storage.keys import bind_key, fits, has_key, key_beside, open_seal
from queue_core.storage.schema import readable_schema
from queue_core.storage.seal import make_key, read_key, write_key
from queue_core.storage.wrapping import unwrap, wrap


@dataclass(frozen=True)
class KeyOfCopy:
    """Whether what is sealed in a copy will open here, and the key that has to be put in place for it."""

    opens: bool
    key: bytes | None = None


def wrapped_beside(copy: Path) -> Path:
    """Where the wrapped key of a copy is."""
    return copy.with_name(copy.name + ".key")


def wrapped_key(database: Path, target: Path, passphrase: str | None) -> str | None:
    """The key as it goes beside a copy; None without a passphrase.

    Raises CopyExists for a file in its place, PassphraseTooShort, KeyMissing, KeyUnreadable or KeyWrong.
    """
    if passphrase is None:
        return None
    if wrapped_beside(target).exists():
        raise CopyExists(f"{wrapped_beside(target)} exists.")
    open_seal(database)
    return wrap(read_key(key_beside(database)), passphrase)


def write_wrapped(target: Path, text: str) -> None:
    """Puts the wrapped key beside a copy."""
    with told_in_words(target):
        descriptor = os.open(wrapped_beside(target), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(text + "\n")
            file.flush()
            os.fsync(file.fileno())


def key_of_copy(source: Path, database: Path, ask: Callable[[], str | None]) -> KeyOfCopy:
    """Which key a copy needs here. `ask` is asked for the passphrase only where the present key does not fit.

    Raises NotAnOfficeDatabase, PassphraseWrong, KeyUnreadable, or KeyWrong for a wrapped key of another copy.
    """
    readable_schema(source)
    if not has_key(source) or _present_fits(source, database):
        return KeyOfCopy(opens=True)
    wrapped = wrapped_beside(source)
    passphrase = ask() if wrapped.exists() else None
    if passphrase is None:
        return KeyOfCopy(opens=False)
    with told_in_words(wrapped):
        text = wrapped.read_text(encoding="ascii", errors="replace")
    key = unwrap(text, passphrase)
    if not fits(source, key):
        raise KeyWrong(f"{wrapped} is not the key of {source}.")
    return KeyOfCopy(opens=True, key=key)


def put_key(database: Path, key: bytes, stamp: str) -> None:
    """Puts a key in place; one that is there is moved aside."""
    path = key_beside(database)
    with told_in_words(path):
        _move_aside(path, stamp)
        write_key(path, key)
        give_to_owner_of(path, database)


def renew_key(database: Path, now: datetime) -> None:
    """Makes a new key where the old one is lost for good: what is sealed stays sealed.

    Raises KeyExists where the right key is in its place, CoreIsRunning, or a DatabaseUnusableError.
    """
    readable_schema(database)
    path = key_beside(database)
    if has_key(database) and _present_fits(database, database):
        raise KeyExists(f"{path} is the right key.")
    require_unused(database)
    with told_in_words(path):
        _move_aside(path, f"before-{now:%Y%m%dT%H%M%S}")
        make_key(path)
        give_to_owner_of(path, database)
    bind_key(database, read_key(path))


def _present_fits(source: Path, database: Path) -> bool:
    try:
        return fits(source, read_key(key_beside(database)))
    except KerakError:
        return False


def _move_aside(path: Path, stamp: str) -> None:
    if path.exists():
        path.rename(path.with_name(f"{path.name}.{stamp}"))
