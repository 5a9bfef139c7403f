"""When a form saves by itself what is typed, and the write that waits for its answer.

Pure. Every write leaves a row in the ledger, so none follows another at once, and none is made where nothing
has changed.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from http import HTTPStatus

from queue_core.client.problems import CoreUnreachable, Refused
from queue_core.foundation.errors import KerakError
from queue_core.kia.wire.files import WrittenDraft

QUIET_SECONDS = 3.0
"""For so long nothing is typed any more before it is saved."""
APART_SECONDS = 10.0
"""So far apart are two writes; so old what is typed without a pause grows at most."""


@dataclass(frozen=True)
class Pace:
    """What is typed as the form's latest look found it, and since when."""

    seen: Mapping[str, str]
    changed_at: float = -math.inf
    unsaved_since: float | None = None
    sent_at: float = -math.inf

    def looked(self, typed: Mapping[str, str], *, unsaved: bool, now: float) -> Pace:
        """After a look at the form."""
        changed_at = self.changed_at if typed == self.seen else now
        since = (now if self.unsaved_since is None else self.unsaved_since) if unsaved else None
        return replace(self, seen=typed, changed_at=changed_at, unsaved_since=since)

    def sent(self, now: float) -> Pace:
        """After a write went out, or what cannot be written was told."""
        return replace(self, sent_at=now)

    def due(self, now: float) -> bool:
        """Whether it is time to save."""
        if self.unsaved_since is None or now - self.sent_at < APART_SECONDS:
            return False
        return now - self.changed_at >= QUIET_SECONDS or now - self.unsaved_since >= APART_SECONDS


@dataclass(frozen=True)
class Writing:
    """A write on its way. Sent again under its id it is the same one: nothing is written twice."""

    request_id: str
    written: WrittenDraft
    texts: Mapping[str, str]
    """The rows as they were typed."""
    by_hand: bool
    """Whether the officer asked for it."""


def unanswered(error: KerakError | None) -> bool:
    """Whether the core did not decide: what was sent may have arrived, and is to be sent again."""
    if isinstance(error, Refused):
        busy = error.status_code == HTTPStatus.TOO_MANY_REQUESTS
        return busy or error.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR
    return isinstance(error, CoreUnreachable)
