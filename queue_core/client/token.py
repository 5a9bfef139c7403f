"""Reads the token with which a device signs its calls to the core."""

from __future__ import annotations

from pathlib import Path

from queue_core.foundation.errors import KerakError


class TokenMissing(KerakError):
    """The file with this device's token cannot be read, or is empty."""

    slug = "token-missing"
    title = "This device has no token"
    remedy = "Enrol it on the server with 'kerak device enrol' and put the token into that file."


def read_token(path: Path) -> str:
    """This device's token. Raises TokenMissing when the file is absent, unreadable or empty."""
    try:
        token = path.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it does not hold a token"
        raise TokenMissing(f"{path}: {why}.") from None
    if not token:
        raise TokenMissing(f"{path}: the file is empty.")
    return token
