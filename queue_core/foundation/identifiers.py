"""Identifiers that nobody can guess: request ids, page keys, tokens, one-time passwords."""

from __future__ import annotations

import hashlib
import secrets
import uuid
from dataclasses import dataclass

ONE_TIME_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
"""Letters and digits that are not mistaken for one another when read from a screen."""


def new_request_id() -> str:
    """A client-made id that names one write for good (RFC 9562, UUID version 4)."""
    return str(uuid.uuid4())


def new_page_key() -> str:
    """The unguessable last part of a ticket's page: 80 bits, short enough for a coarse QR."""
    return secrets.token_hex(10)


def random_number(below: int) -> int:
    """A number from 0 up to, not including, another, that nobody can foresee."""
    return secrets.randbelow(below)


def new_token() -> str:
    """A bearer token of 256 bits."""
    return secrets.token_urlsafe(32)


def one_time_password() -> str:
    """A first password of about 59 bits in three groups, fit to be typed once."""
    groups = ("".join(secrets.choice(ONE_TIME_ALPHABET) for _ in range(4)) for _ in range(3))
    return "-".join(groups)


def token_digest(token: str) -> str:
    """What the database keeps of a token; a random 256-bit token needs no slow hash."""
    return hashlib.sha256(token.encode()).hexdigest()


@dataclass(frozen=True)
class WriteRequest:
    """One write as a client sent it: its id, a digest of who asks for what, and the actor's name."""

    request_id: str
    fingerprint: str
    actor: str
