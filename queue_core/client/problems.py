"""What a client may meet: the core refuses, or the core cannot be reached."""

from __future__ import annotations

from datetime import datetime

from queue_core.foundation.errors import KerakError


class Refused(KerakError):
    """The core's own refusal, as it came over the wire. `cause` is the stable name of why."""

    def __init__(
        self, cause: str, detail: str, remedy: str, status_code: int, come_at: datetime | None = None
    ) -> None:
        super().__init__(detail, remedy=remedy, come_at=come_at)
        self.cause = cause
        self.status_code = status_code


class CoreUnreachable(KerakError):
    """The core does not answer."""

    slug = "core-unreachable"
    title = "The core cannot be reached"
    remedy = "Check the network and the server; what was acknowledged is safe."
