"""Hashes and checks passwords with argon2id, away from the event loop."""

from __future__ import annotations

from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from queue_core.storage.writer import Offload

HASHER = PasswordHasher()
"""argon2id with the library's own costs; tests take a cheaper one."""


def hash_password(password: str, offload: Offload) -> str:
    """The hash to keep."""
    digest: str = offload(lambda: HASHER.hash(password))
    return digest


def is_right(password: str, kept: str | None, offload: Offload) -> bool:
    """Whether the password belongs to the kept hash; False, after the same time, without one."""
    right: bool = offload(lambda: _verify(password, kept or _nobodys_hash()))
    return right and kept is not None


@cache
def _nobodys_hash() -> str:
    """Checked when the user name is unknown, so that the answer takes as long as for a known one."""
    return HASHER.hash("a password that nobody has")


def _verify(password: str, kept: str) -> bool:
    try:
        return HASHER.verify(kept, password)
    except (VerifyMismatchError, InvalidHashError):
        return False
