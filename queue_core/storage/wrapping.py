"""The office's key wrapped under a passphrase, as it travels beside a backup.

scrypt (RFC 7914) makes a key of the passphrase: some tenths of a second and 128 MB for each guess. Under it
AES-256-GCM seals the office's key.
"""

from __future__ import annotations

import base64
import binascii
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from queue_core.storage.errors import KeyUnreadable, PassphraseTooShort, PassphraseWrong
from queue_core.storage.seal import KEY_BYTES, NONCE_BYTES

FORMAT = 1
COST = 17
"""Base-2 logarithm of scrypt's cost; it stands in what is wrapped, so that it can be raised later."""
MOST_COST = 20
BLOCK, PARALLEL = 8, 1
SALT_BYTES, TAG_BYTES = 16, 16
HEADER_BYTES = 2
SHORTEST_PASSPHRASE = 12


def wrap(key: bytes, passphrase: str) -> str:
    """The key as one line of text that opens with the passphrase alone. Raises PassphraseTooShort."""
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise PassphraseTooShort(f"{len(passphrase)} characters would be guessed.")
    header, salt, nonce = bytes([FORMAT, COST]), os.urandom(SALT_BYTES), os.urandom(NONCE_BYTES)
    sealed = AESGCM(_stretched(passphrase, salt, COST)).encrypt(nonce, key, header)
    return base64.b64encode(header + salt + nonce + sealed).decode()


def unwrap(text: str, passphrase: str) -> bytes:
    """The key again. Raises PassphraseWrong, or KeyUnreadable for what holds no wrapped key."""
    header, salt, nonce, sealed = _parts(text)
    try:
        return AESGCM(_stretched(passphrase, salt, header[1])).decrypt(nonce, sealed, header)
    except InvalidTag:
        raise PassphraseWrong("The key does not open with this passphrase.") from None


def _parts(text: str) -> tuple[bytes, bytes, bytes, bytes]:
    try:
        data = base64.b64decode(text, validate=False)
    except (binascii.Error, ValueError) as error:
        raise KeyUnreadable(f"The copy of the key: {error}.") from None
    ends = (HEADER_BYTES, HEADER_BYTES + SALT_BYTES, HEADER_BYTES + SALT_BYTES + NONCE_BYTES)
    if len(data) != ends[-1] + KEY_BYTES + TAG_BYTES or data[0] != FORMAT or not 1 <= data[1] <= MOST_COST:
        raise KeyUnreadable("The copy of the key is damaged, or of another version.")
    return data[: ends[0]], data[ends[0] : ends[1]], data[ends[1] : ends[2]], data[ends[2] :]


def _stretched(passphrase: str, salt: bytes, cost: int) -> bytes:
    return Scrypt(salt=salt, length=KEY_BYTES, n=2**cost, r=BLOCK, p=PARALLEL).derive(passphrase.encode())
