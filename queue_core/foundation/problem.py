"""What HTTP between our programs has in common: a refusal as it travels (RFC 9457), and the request id."""

from __future__ import annotations

from datetime import datetime

from queue_core.foundation.toml_model import Frozen

MEDIA_TYPE = "application/problem+json"
TYPE_PREFIX = "urn:kerak-telor:problem:"
REQUEST_ID_HEADER = "Idempotency-Key"
"""Carries the request id (IETF draft-ietf-httpapi-idempotency-key-header)."""


class Problem(Frozen):
    """A refusal as it travels. `type` is stable; docs/api.md lists every one.

    `come_at` is there where what was asked for can be had from an instant on.
    """

    type: str
    title: str
    status: int
    detail: str
    remedy: str
    come_at: datetime | None = None

    @property
    def slug(self) -> str:
        """The last part of the type."""
        return self.type.removeprefix(TYPE_PREFIX)
