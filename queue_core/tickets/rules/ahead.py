"""How many of those who wait will be called before a ticket."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from queue_core.tickets.rules.policy import Accumulating, HeadStart, Policy, Ratio, Strict, effective_arrival

EVERYBODY = datetime.max.replace(tzinfo=UTC)
NOBODY = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Line:
    """A lane as far as the count needs to know it."""

    letter: str
    priority: bool


def comes_before(policy: Policy, mine: Line, other: Line, rank_at: datetime, now: datetime) -> datetime:
    """The instant before which a ticket of the lane `other` must have come to count as ahead of mine.

    Head start and strict: exactly those who are called before, as long as nobody else comes. Accumulating:
    the order changes while people wait, so that this is an upper bound: whoever earns points faster may
    still overtake, whoever earns them slower keeps the lead of now. Ratio: see `ahead`.
    """
    match policy:
        case HeadStart():
            own = effective_arrival(rank_at, mine.priority, policy.head_start)
            return own + policy.head_start if other.priority else own
        case Accumulating():
            return _by_rate(policy, mine, other, rank_at, now)
        case Ratio():
            return rank_at if other.priority is mine.priority else EVERYBODY
        case Strict():
            if other.priority is mine.priority:
                return rank_at
            return EVERYBODY if other.priority else NOBODY


def _by_rate(policy: Accumulating, mine: Line, other: Line, rank_at: datetime, now: datetime) -> datetime:
    own, theirs = policy.rates[mine.letter], policy.rates[other.letter]
    if theirs > own:
        return EVERYBODY
    if theirs == own or rank_at >= now:  # nobody of a later rank has earned a lead yet
        return rank_at
    return now - (own / theirs) * (now - rank_at)


def ahead(policy: Policy, mine: Line, came_before: Mapping[Line, int], counters: int) -> int:
    """How many are called before a ticket, given how many of each lane `comes_before` counts.

    Under ratio an upper bound: each of the `counters` that serve the lane calls at most a whole turn of the
    other kind before each whole turn of the own kind, from wherever it is in its turns.
    """
    if not isinstance(policy, Ratio):
        return sum(came_before.values())
    own = sum(count for line, count in came_before.items() if line.priority is mine.priority)
    others = sum(came_before.values()) - own
    turn, others_turn = policy.priority, policy.ordinary
    if not mine.priority:
        turn, others_turn = others_turn, turn
    return own + min(others, others_turn * (own // turn + counters))


def rivals(
    lane: str, counters: Iterable[tuple[Collection[str], Collection[str]]]
) -> dict[str, frozenset[str]]:
    """Of each lane the services whose tickets compete with one that waits in `lane`; empty means every one.

    `counters` holds the lanes and the services of each counter that serves the ticket; no service named means
    that it serves every one.
    """
    found: dict[str, frozenset[str]] = {}
    for lanes, services in counters:
        for letter in lanes:
            known = found.get(letter)
            every = not services or known == frozenset()
            found[letter] = frozenset() if every else frozenset(services) | (known or frozenset())
    return found or {lane: frozenset()}
