"""A request for help: its states and legal moves, and how long it took.

Pedoman Teknis KERAK TELOR 2021, Layanan Khusus Disabilitas: who can hardly move is escorted by an officer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from math import ceil


class HelpState(StrEnum):
    """Where a request is in its life."""

    OPEN = "open"
    TAKEN = "taken"
    DONE = "done"
    WITHDRAWN = "withdrawn"


class HelpVerb(StrEnum):
    """What is done to a request; asking for it makes it open."""

    TAKE = "take"
    FINISH = "finish"
    WITHDRAW = "withdraw"


HELP_MOVES: Mapping[tuple[HelpState, HelpVerb], HelpState] = {
    (HelpState.OPEN, HelpVerb.TAKE): HelpState.TAKEN,
    (HelpState.OPEN, HelpVerb.WITHDRAW): HelpState.WITHDRAWN,
    (HelpState.TAKEN, HelpVerb.FINISH): HelpState.DONE,
    (HelpState.TAKEN, HelpVerb.WITHDRAW): HelpState.WITHDRAWN,
}
"""Every legal move. What is not in this table is refused."""

UNFINISHED_STATES = frozenset({HelpState.OPEN, HelpState.TAKEN})
"""Somebody still waits for help, or is being helped."""


class IllegalHelpMove(ValueError):
    """The verb does not apply to a request in this state."""


def help_move(state: HelpState, verb: HelpVerb) -> HelpState:
    """The state after the verb. Raises IllegalHelpMove when the table has no such move."""
    try:
        return HELP_MOVES[state, verb]
    except KeyError:
        raise IllegalHelpMove(f"a request that is {state} cannot {verb}") from None


@dataclass(frozen=True)
class HelpSpan:
    """When a request was raised, taken and done; None for what has not happened."""

    kind: str
    raised_at: datetime
    taken_at: datetime | None = None
    done_at: datetime | None = None


@dataclass(frozen=True)
class Spread:
    """Half of the times were at most `median`, nine in ten at most `nine_in_ten`; both in minutes."""

    median: float
    nine_in_ten: float


@dataclass(frozen=True)
class KindTimes:
    """How one kind of help went: how often asked for, taken and done, and how long both took."""

    kind: str
    raised: int
    taken: int
    done: int
    until_taken: Spread | None
    until_done: Spread | None


def times_by_kind(kinds: Iterable[str], spans: Sequence[HelpSpan]) -> list[KindTimes]:
    """The times of each kind, from when the request was raised; 0 where the clock was set back since."""
    return [_times(kind, [span for span in spans if span.kind == kind]) for kind in kinds]


def _times(kind: str, spans: Sequence[HelpSpan]) -> KindTimes:
    taken = [_between(span.raised_at, span.taken_at) for span in spans if span.taken_at is not None]
    done = [_between(span.raised_at, span.done_at) for span in spans if span.done_at is not None]
    return KindTimes(kind, len(spans), len(taken), len(done), spread(taken), spread(done))


def _between(raised: datetime, later: datetime) -> timedelta:
    return max(later - raised, timedelta())


def spread(times: Sequence[timedelta]) -> Spread | None:
    """The median and the ninth decile by nearest rank (the smallest time that so many reach), in minutes."""
    if not times:
        return None
    minutes = sorted(time.total_seconds() / 60 for time in times)
    return Spread(*(minutes[max(ceil(share * len(minutes) / 10) - 1, 0)] for share in (5, 9)))
