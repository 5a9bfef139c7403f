"""What the console says of requests for help: which first, and where to go. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from queue_core.tickets.rules.assistance import HelpState
from queue_core.tickets.wire.assistance import HelpView


def by_urgency(requests: Iterable[HelpView], me: str) -> list[HelpView]:
    """Those that nobody has taken first, then the officer's own, then those of colleagues; oldest first."""

    def rank(request: HelpView) -> tuple[bool, bool, int]:
        return request.state is not HelpState.OPEN, request.taken_by != me, request.id

    return sorted(requests, key=rank)


def waiting_ids(requests: Iterable[HelpView]) -> frozenset[int]:
    """The requests that nobody has taken."""
    return frozenset(request.id for request in requests if request.state is HelpState.OPEN)


def since(request: HelpView, now: datetime) -> timedelta:
    """How long the request waits, or how long somebody has been on the way."""
    return max(now - (request.taken_at or request.raised_at), timedelta())


def place_key(request: HelpView) -> str:
    """The key of the sentence that says where to go, filled in with `ticket`, `kiosk`, `counter`."""
    named = {"ticket": request.ticket, "kiosk": request.kiosk, "counter": request.counter}
    return "help.at." + "_".join(name for name, value in named.items() if value is not None)
