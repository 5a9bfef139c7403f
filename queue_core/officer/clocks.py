"""What the console offers about the service clocks: to officers their ticket's, to the head the office's.

Pure: roles, the ticket at the counter and what the core tells come in; entries with message keys go out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum

from queue_core.access.rules import HEAD_ROLES, Role
from queue_core.feedback.rules import ObjectionState
from queue_core.feedback.wire import BalanceView, ObjectionView
from queue_core.foundation.profile import Profile
from queue_core.sop.rules.clocks import WHOLE
from queue_core.sop.wire import ClosingView, DisturbanceView
from queue_core.tickets.rules.life import TicketState
from queue_core.tickets.wire.counters import CounterWork


class Deed(StrEnum):
    """What choosing an entry does."""

    PAUSE = "pause"
    RESUME = "resume"
    OBJECT = "object"
    OBJECTION = "objection"
    DECLARE = "declare"
    LIFT = "lift"
    CLOSE = "close"
    WITHDRAW = "withdraw"
    BALANCE = "balance"
    THIN = "thin"


ONLY_TOLD = frozenset({Deed.BALANCE, Deed.THIN})
"""What is shown and cannot be chosen."""


@dataclass(frozen=True)
class Overview:
    """What the core tells of the office's clocks; objections and the rest only to the head of section."""

    disturbances: tuple[DisturbanceView, ...] = ()
    closings: tuple[ClosingView, ...] = ()
    thin_years: tuple[int, ...] = ()
    objections: tuple[ObjectionView, ...] = ()
    balances: tuple[BalanceView, ...] = ()


@dataclass(frozen=True)
class Entry:
    """One line: what it does, to what, and the blanks of its sentence `sop.<deed>`."""

    deed: Deed
    target: str = ""
    blanks: Mapping[str, object] = field(default_factory=dict)


def is_head(roles: Collection[Role]) -> bool:
    """Whether the account decides about objections, disturbances and closing days."""
    return bool(HEAD_ROLES & set(roles))


def entries(
    profile: Profile, roles: Collection[Role], work: CounterWork | None, overview: Overview
) -> list[Entry]:
    """Every entry, what waits for a decision first."""
    found = list(_of_ticket(work))
    if is_head(roles):
        found = [*_objections(overview), *found, *_of_office(profile, overview)]
    return found


def _of_ticket(work: CounterWork | None) -> Iterator[Entry]:
    if work is None or work.ticket is None or work.ticket.id is None:
        return
    number = {"number": work.ticket.number}
    if work.ticket.state is TicketState.SERVING:
        clocks = [*work.steps, *([work.whole] if work.whole else [])]
        if any(clock.paused for clock in clocks):
            yield Entry(Deed.RESUME, blanks=number)
        elif any(clock.finished_at is None for clock in clocks):
            yield Entry(Deed.PAUSE, blanks=number)
    yield Entry(Deed.OBJECT, str(work.ticket.id), number)


def _objections(overview: Overview) -> Iterator[Entry]:
    for one in overview.objections:
        if one.state is ObjectionState.OPEN:
            late = timedelta(seconds=one.late_seconds)
            blanks = {"number": one.number, "service": one.service, "late": late}
            yield Entry(Deed.OBJECTION, str(one.id), blanks)


def _of_office(profile: Profile, overview: Overview) -> Iterator[Entry]:
    for one in overview.disturbances:
        blanks = {"service": one.service, "at": one.declared_at, "reason": one.reason}
        yield Entry(Deed.LIFT, str(one.id), blanks)
    declared = {one.service for one in overview.disturbances}
    for service in (WHOLE, *(service.key for service in profile.services)):
        if service not in declared:
            yield Entry(Deed.DECLARE, service, {"service": service})
    for closing in overview.closings:
        blanks = {"day": closing.day, "reason": closing.reason}
        yield Entry(Deed.WITHDRAW, closing.day.isoformat(), blanks)
    yield Entry(Deed.CLOSE)
    for year in overview.thin_years:
        yield Entry(Deed.THIN, blanks={"year": year})
    for balance in overview.balances:
        yield Entry(Deed.BALANCE, blanks=balance.model_dump())
