"""Whom a ticket competes with for its counters; reckoned once for each set of counters that call."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from queue_core.foundation.profile import Profile
from queue_core.tickets.rules.ahead import Line, ahead, comes_before, rivals
from queue_core.tickets.rules.policy import Policy


class Competition(NamedTuple):
    """A ticket's lane, the counters that serve the ticket, and whom else those serve that call people now.

    While none of them calls, whom all of them would serve: nobody can tell which will open first.
    """

    mine: Line
    lines: tuple[Line, ...]
    only: tuple[frozenset[str], ...]
    """The services of each of the lines; none named means every one."""
    counters: tuple[int, ...]

    @property
    def group(self) -> str:
        """The name of all that compete alike: who waits in a lane for the same counters."""
        return f"{self.mine.letter}:{','.join(map(str, self.counters))}"

    @property
    def services(self) -> dict[str, frozenset[str]]:
        """The services by lane; none named means every one."""
        return {line.letter: only for line, only in zip(self.lines, self.only, strict=True)}

    def came_before(self, policy: Policy, rank_at: datetime, now: datetime) -> dict[str, datetime]:
        """By lane, the instant before which a ticket must have come to count as ahead."""
        return {line.letter: comes_before(policy, self.mine, line, rank_at, now) for line in self.lines}

    def ahead(self, policy: Policy, came_before: Mapping[str, int]) -> int:
        """How many are ahead, given how many of each lane came before; lanes without any may be left out."""
        waiting = {line: came_before[line.letter] for line in self.lines if line.letter in came_before}
        return ahead(policy, self.mine, waiting, len(self.counters))


class Competitions:
    """The competitions of an office, each reckoned when it is first asked for."""

    def __init__(self, profile: Profile) -> None:
        self._profile = profile
        self._known: dict[tuple[str, str, int | None, frozenset[int]], Competition] = {}

    def of(self, lane: str, service: str, calling: frozenset[int], awaited: int | None = None) -> Competition:
        """Of a ticket where its lane and service are served, or at the awaited counter alone."""
        place = (lane, service, awaited, calling)
        if place not in self._known:
            self._known[place] = self._reckoned(*place)
        return self._known[place]

    def serving(self, lane: str, service: str) -> tuple[int, ...]:
        """The counters that serve these, open or not."""
        return tuple(one.number for one in self._profile.counters if one.serves(lane, service))

    def _reckoned(self, lane: str, service: str, awaited: int | None, calling: frozenset[int]) -> Competition:
        counters = [one for one in self._profile.counters if one.serves(lane, service)]
        if awaited is not None:
            counters = [one for one in counters if one.number == awaited]
        deciding = [counter for counter in counters if counter.number in calling] or counters
        services = rivals(lane, [(counter.lanes, counter.services) for counter in deciding])
        lines = {letter: Line(letter, self._profile.lane(letter).priority) for letter in sorted(services)}
        only = tuple(services[letter] for letter in lines)
        numbers = tuple(counter.number for counter in counters)
        return Competition(lines[lane], tuple(lines.values()), only, numbers)
