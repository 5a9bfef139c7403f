"""Personal data at rest: sealed under a key that never stands in the database, found again by keyed tokens.

AES-256-GCM (NIST SP 800-38D) with a random nonce for each text, bound to the place where it stands: moved
into another row it does not open. Tokens and stamps are HMAC-SHA-256; each use has a key of its own by HKDF
(RFC 5869). What has to be erased one day is sealed under a key of its own, itself sealed under the office's:
where that is gone, every copy of what it opened stays closed.
"""

from __future__ import annotations

import base64
import binascii
import hmac
import os
from functools import cached_property
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from queue_core.storage.errors import KeyExists, KeyMissing, KeyUnreadable, SealBroken

KEY_BYTES, NONCE_BYTES = 32, 12
FORMAT = b"\x01"
"""The first byte of all that is sealed, so that another way of sealing can be told from this one."""


class Seal:
    """Seals and opens texts and bytes, and makes tokens to look texts up by."""

    def __init__(self, key: bytes) -> None:
        self._key = key
        self._cipher = AESGCM(_derived(key, b"seal"))

    def seal(self, text: str, place: str) -> bytes:
        """The text as only this key opens it, at this place alone."""
        return self.seal_bytes(text.encode(), place)

    def seal_bytes(self, content: bytes, place: str) -> bytes:
        """The bytes as only this key opens them, at this place alone."""
        nonce = os.urandom(NONCE_BYTES)
        return FORMAT + nonce + self._cipher.encrypt(nonce, content, place.encode())

    def open(self, sealed: bytes, place: str) -> str:
        """The text again. Raises SealBroken for another key, another place, or a changed byte."""
        try:
            return self.open_bytes(sealed, place).decode()
        except UnicodeDecodeError:
            raise SealBroken(f"{place} is no text.") from None

    def open_bytes(self, sealed: bytes, place: str) -> bytes:
        """The bytes again. Raises SealBroken for another key, another place, or a changed byte."""
        nonce, rest = sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :]
        try:
            if sealed[:1] != FORMAT:
                raise SealBroken(f"{place} is sealed in a way that this program does not know.")
            return self._cipher.decrypt(nonce, rest, place.encode())
        except (InvalidTag, ValueError):
            raise SealBroken(f"{place} does not open with this key.") from None

    def token(self, kind: str, text: str) -> str:
        """32 hexadecimal digits: the same for the same text of a kind; they tell nothing without the key."""
        return hmac.digest(self._token_key, f"{kind}\0{text}".encode(), "sha256").hex()[:32]

    def stamp(self, message: bytes) -> str:
        """64 hexadecimal digits that nobody makes for a message who does not have the key."""
        return hmac.digest(self._stamp_key, message, "sha256").hex()

    def new_own(self, place: str) -> bytes:
        """A new key, sealed under this one, for what is erased by forgetting it."""
        return self.seal(base64.b64encode(os.urandom(KEY_BYTES)).decode(), place)

    def own(self, sealed: bytes, place: str) -> Seal:
        """The seal under such a key. Raises SealBroken."""
        return Seal(base64.b64decode(self.open(sealed, place)))

    @cached_property
    def _token_key(self) -> bytes:
        return _derived(self._key, b"token")

    @cached_property
    def _stamp_key(self) -> bytes:
        return _derived(self._key, b"stamp")


def make_key(path: Path) -> None:
    """A new key that only its owner can read, on the disk before this returns. Raises KeyExists."""
    write_key(path, os.urandom(KEY_BYTES))


def write_key(path: Path, key: bytes) -> None:
    """Keeps a key where only its owner can read it, on the disk before this returns. Raises KeyExists."""
    text = base64.b64encode(key) + b"\n"
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise KeyExists(f"{path} exists.") from None
    with os.fdopen(descriptor, "wb") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def read_key(path: Path) -> bytes:
    """The key in a file. Raises KeyMissing or KeyUnreadable."""
    try:
        key = base64.b64decode(path.read_bytes(), validate=False)
    except FileNotFoundError:
        raise KeyMissing(f"{path} is missing.") from None
    except (OSError, binascii.Error) as error:
        raise KeyUnreadable(f"{path}: {error}.") from None
    if len(key) != KEY_BYTES:
        raise KeyUnreadable(f"{path} holds no key of {KEY_BYTES} bytes.")
    return key


def _derived(key: bytes, use: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=b"kerak-telor " + use).derive(key)
