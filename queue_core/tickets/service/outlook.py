"""How many are ahead of a ticket and how long it may take: for one ticket, and for everybody who waits."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import Connection

from queue_core.tickets.rules.waiting import PlaceInLine, WaitRange, expected_minutes, forecast, told
from queue_core.tickets.service.competition import Competition
from queue_core.tickets.service.desk import Desk
from queue_core.tickets.service.habits import Habits, learned_habits
from queue_core.tickets.store import counter_book, tables, ticket_book
from queue_core.tickets.store.counter_book import Calling
from queue_core.tickets.wire.tickets import Wait


class Outlook(NamedTuple):
    """What a waiting family is told: how many are ahead, how long it may take, and what that rests on."""

    ahead: int
    wait: WaitRange | None
    expected: float | None


class Newcomer(NamedTuple):
    """Stands for the row of a ticket that is not issued yet: behind every other of its instant."""

    office: str
    day: date
    rank_at: datetime
    waits_in: str
    service: str
    waits_for: int | None = None
    id: int = 2**63 - 1


def outlook(desk: Desk, connection: Connection, row: tables.TicketRow | Newcomer) -> Outlook:
    """How many waiting tickets would be called before this one as things stand, and the wait."""
    calling = counter_book.calling(connection, desk.office)
    return _outlook(desk, connection, row, competition_of(desk, row, calling.counters), calling)


def _outlook(
    desk: Desk, connection: Connection, row: tables.TicketRow, competition: Competition, calling: Calling
) -> Outlook:
    since = competition.came_before(desk.policy, row.rank_at, desk.clock())
    services, counters = competition.services, competition.counters
    came_before = ticket_book.waiting_before(connection, row, since, services, counters)
    before = competition.ahead(desk.policy, came_before)
    return foresee(before, _prospect(desk, connection, competition, calling))


def _prospect(desk: Desk, connection: Connection, competition: Competition, calling: Calling) -> Prospect:
    counters, free = (len(some.intersection(competition.counters)) for some in calling)
    return Prospect(counters, free, habits_at(desk, connection, competition))


def newcomers(desk: Desk, connection: Connection) -> dict[str, Wait]:
    """By lane, the wait of a family that would come now: its longest, where its services are served apart.

    A lane whose counters are all shut is left out: nobody can tell.
    """
    now = desk.clock()
    day = desk.day(now)
    expected: dict[str, Outlook] = {}
    calling = counter_book.calling(connection, desk.office)
    for lane in desk.profile.lanes:
        services = [one.key for one in desk.profile.services if lane.priority or one.lane == lane.letter]
        apart = {desk.competitions.of(lane.letter, one, calling.counters): one for one in services}
        for competition, service in apart.items():
            newcomer = Newcomer(desk.office, day, now, lane.letter, service)
            found = _outlook(desk, connection, newcomer, competition, calling)
            if found.expected is not None:
                known = expected.get(lane.letter, found)
                expected[lane.letter] = max(known, found, key=lambda one: one.expected or 0.0)
    return {lane: wait for lane, one in expected.items() if (wait := wire_wait(one.wait)) is not None}


def habits_at(desk: Desk, connection: Connection, competition: Competition) -> Habits:
    """What the office's own calls teach about waits at these counters, as of now or a moment ago.

    They are those of today whatever day a ticket is of: all tickets of these counters share what is kept.
    """
    now, counters = desk.clock(), competition.counters
    day = desk.day(now)
    return desk.habits.of(counters, now, lambda: learned_habits(connection, desk.profile, day, counters, now))


class Prospect(NamedTuple):
    """What all in a group share: counters that are open, those of them that are free, and their habits."""

    counters: int
    free: int
    habits: Habits


def foresee(before: int, prospect: Prospect) -> Outlook:
    """What so many ahead mean for a family."""
    place = PlaceInLine(before, prospect.counters, prospect.free)
    expected = expected_minutes(place, prospect.habits.turn_minutes)
    wait = None if expected is None else told(forecast(expected, prospect.habits.spread))
    return Outlook(before, wait, expected)


def competition_of(desk: Desk, row: tables.TicketRow, calling: frozenset[int]) -> Competition:
    """Whom the ticket competes with, or competed with when it waited last."""
    return desk.competitions.of(row.waits_in, row.service, calling, _awaited(row, calling))


class Seat(NamedTuple):
    """Where a waiting ticket stands."""

    group: str
    ahead: int


class Seats(NamedTuple):
    """The seat of every ticket that waits today by its id, and the prospect of every group."""

    of: dict[int, Seat]
    prospects: dict[str, Prospect]

    def outlook(self, ticket_id: int) -> Outlook:
        """The same as `outlook` gives for this ticket, which must be waiting."""
        seat = self.of[ticket_id]
        return foresee(seat.ahead, self.prospects[seat.group])


def everybody(desk: Desk, connection: Connection, now: datetime) -> Seats:
    """Where everybody stands who waits today."""
    rows = ticket_book.waiting_tickets(connection, desk.office, desk.day(now))
    calling = counter_book.calling(connection, desk.office)
    seats = Seats({}, {})
    for competition, mine in _by_competition(desk, rows, calling.counters).items():
        group = competition.group
        seats.prospects[group] = _prospect(desk, connection, competition, calling)
        ranks, policy = _ranks(rows, competition, calling.counters), desk.policy
        letter = competition.mine.letter
        others = tuple(line for line in competition.lines if line.letter in ranks and line.letter != letter)
        rest = competition._replace(lines=others)
        for row in mine:
            before = bisect_left(ranks[letter], (row.rank_at, row.id))  # by rank under every policy
            if others:
                counts = _count(rest.came_before(policy, row.rank_at, now), row.id, ranks)
                before = competition.ahead(policy, {letter: before, **counts})
            seats.of[row.id] = Seat(group, before)
    return seats


def _awaited(row: tables.TicketRow, calling: frozenset[int]) -> int | None:
    """The only counter that may call the ticket; None when every one that serves its lane may."""
    for_counter: int | None = row.waits_for
    return for_counter if for_counter in calling else None


def _by_competition(
    desk: Desk, rows: Iterable[tables.TicketRow], calling: frozenset[int]
) -> dict[Competition, list[tables.TicketRow]]:
    """Those who wait, by what they compete with: mostly by lane alone, as few counters name services."""
    alike: dict[tuple[str, str, int | None], list[tables.TicketRow]] = defaultdict(list)
    for row in rows:
        alike[row.waits_in, row.service, _awaited(row, calling)].append(row)
    found: dict[Competition, list[tables.TicketRow]] = defaultdict(list)
    for (lane, service, awaited), those in alike.items():
        found[desk.competitions.of(lane, service, calling, awaited)] += those
    return found


def _count(
    came_before: Mapping[str, datetime], ticket_id: int, ranks: Mapping[str, list[tuple[datetime, int]]]
) -> dict[str, int]:
    return {lane: bisect_left(ranks[lane], (instant, ticket_id)) for lane, instant in came_before.items()}


def _ranks(
    rows: Iterable[tables.TicketRow], competition: Competition, calling: frozenset[int]
) -> Mapping[str, list[tuple[datetime, int]]]:
    """By lane, the ranks in order of those whom the competition's counters would call."""
    ranks: dict[str, list[tuple[datetime, int]]] = defaultdict(list)
    services, counters = competition.services, competition.counters
    for row in rows:
        only = services.get(row.waits_in, frozenset())
        if only and row.service not in only:
            continue
        if row.waits_for is None or row.waits_for in counters or row.waits_for not in calling:
            ranks[row.waits_in].append((row.rank_at, row.id))
    for lane in ranks.values():
        lane.sort()
    return ranks


def wire_wait(wait: WaitRange | None) -> Wait | None:
    """A wait as it travels."""
    return Wait(half=wait.half, nine_in_ten=wait.nine_in_ten) if wait else None
