"""The cases to be judged, each with what the product's own function says from what was known then."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from benchmarks.waiting import peers
from benchmarks.waiting.feed import Days, Queue, Snapshot, askable, real_wait, steps
from queue_core.tickets.rules.pace import LOOK_BACK, Pace, turn_minutes
from queue_core.tickets.rules.waiting import (
    RATIOS_REMEMBERED,
    Forecast,
    PlaceInLine,
    expected_minutes,
    forecast,
    learned_spread,
)

LOOK_BACK_MINUTES = LOOK_BACK.total_seconds() / 60
MINUTES_A_DAY = 24 * 60


@dataclass(frozen=True)
class Case:
    """The last person in line at one snapshot: the real wait, and what each predictor said."""

    day: str
    minute: int
    ahead: int
    real: int
    expected: float
    product: Forecast
    announced: float
    last_hour: float
    last_delay: float


def cases(days: Days, typical: float, skip: Collection[str] = ()) -> Iterator[Case]:
    """Every case of the days in order of time; each queue learns from its own, as an office would."""
    learned: dict[Queue, list[Case]] = defaultdict(list)
    for day, queues in days.items():
        for queue, snapshots in queues.items() if day not in skip else ():
            of_day = list(_of_day(day, snapshots, learned[queue], typical))
            learned[queue] = [*learned[queue], *of_day][-RATIOS_REMEMBERED:]
            yield from of_day


def _of_day(
    day: str, snapshots: Sequence[Snapshot], earlier: Sequence[Case], typical: float
) -> Iterator[Case]:
    today: list[Case] = []
    for at, now in enumerate(snapshots):
        real = real_wait(snapshots, at) if askable(now) else None
        expected = expected_minutes(place_in_line(now), turn_minutes(pace(snapshots, at), typical))
        if real is None or expected is None:
            continue
        over = [case for case in today if case.minute + case.real <= now.minute]
        known = [*earlier, *over][-RATIOS_REMEMBERED:]
        spread = learned_spread([case.real / case.expected for case in known])
        by_announced = peers.announced(snapshots, at)
        today.append(
            Case(
                day=day,
                minute=now.minute,
                ahead=now.waiting - 1,
                real=real,
                expected=expected,
                product=forecast(expected, spread),
                announced=by_announced,
                last_hour=peers.last_hour(snapshots, at) or by_announced,
                last_delay=peers.last_delay(snapshots, at),
            )
        )
    yield from today


def place_in_line(now: Snapshot) -> PlaceInLine:
    """What stands before the last person in line; while people wait, no counter is free."""
    return PlaceInLine(ahead=now.waiting - 1, counters=now.counters)


def pace(snapshots: Sequence[Snapshot], at: int) -> Pace:
    """What the counters did within the product's look back, as far as the feed shows it."""
    first = snapshots[at].minute - LOOK_BACK_MINUTES
    return worked([one for one in snapshots[: at + 1] if one.minute >= first])


def worked(snapshots: Sequence[Snapshot]) -> Pace:
    """The counters' minutes while somebody waited, and the calls in them."""
    minutes, calls = 0, 0
    for before, after in steps(snapshots):
        if before.waiting and before.serving is not None and after.serving is not None:
            minutes += (after.minute - before.minute) * before.counters
            calls += after.serving - before.serving
    return Pace(minutes, calls)


def typical_turn_of(days: Days) -> float:
    """What stands in for a profile's figure: a turn of all queues together on these days."""
    paces = [worked(snapshots) for queues in days.values() for snapshots in queues.values()]
    return sum(one.counter_minutes for one in paces) / sum(one.turns for one in paces)
