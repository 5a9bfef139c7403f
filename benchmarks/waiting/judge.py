"""Error and coverage of each predictor on the same cases, as tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean

from benchmarks.waiting.cases import Case
from queue_core.tickets.rules.waiting import told

Say = Callable[[Case], float]

PRODUCT: Say = lambda case: case.product.half  # noqa: E731  one line a predictor reads best
PEERS: dict[str, Say] = {
    "announced minutes x waiting / counters": lambda case: case.announced,
    "throughput of the last hour": lambda case: case.last_hour,
    "last delay seen": lambda case: case.last_delay,
}
LENGTHS = ((0, 0), (1, 1), (2, 2), (3, 5), (6, 9), (10, 999))


@dataclass(frozen=True)
class Error:
    """Mean absolute error and bias, both in minutes."""

    mae: float
    bias: float


def error(cases: Sequence[Case], say: Say) -> Error:
    """How far off a predictor was."""
    misses = [say(case) - case.real for case in cases]
    return Error(fmean(map(abs, misses)), fmean(misses))


def without_bias(say: Say, fitted: Sequence[Case]) -> Say:
    """The predictor with the bias that it had on the days of fitting taken off."""
    bias = error(fitted, say).bias
    return lambda case: max(say(case) - bias, 0.0)


def held(cases: Sequence[Case]) -> float:
    """The share of cases whose real wait lay within the nine-in-ten figure."""
    return fmean(case.real <= case.product.nine_in_ten for case in cases)


def errors(fitted: Sequence[Case], judged: Sequence[Case]) -> str:
    """Every predictor on the judged cases."""
    best = min(PEERS, key=lambda name: error(fitted, PEERS[name]).mae)
    said = {"**ours: half of the families**": PRODUCT, **PEERS}
    said |= {f"{name}, its bias taken off": without_bias(say, fitted) for name, say in PEERS.items()}
    rows = []
    for name, say in said.items():
        found = error(judged, say)
        mark = " (the best of the three)" if name.startswith(best) else ""
        rows.append((f"{name}{mark}", f"{found.mae:.1f}", f"{found.bias:+.1f}"))
    return _table(("predictor", "mean absolute error, min", "bias, min"), rows)


def coverage(judged: Sequence[Case]) -> str:
    """How often the two figures held: together, by day, hour and people ahead; and as told to people."""
    groups: dict[str, list[Case]] = {"all": list(judged)}
    groups |= {day: [case for case in judged if case.day == day] for day in sorted({c.day for c in judged})}
    groups |= {
        f"{hour:02}:00 to {hour:02}:59": [case for case in judged if case.minute // 60 == hour]
        for hour in sorted({case.minute // 60 for case in judged})
    }
    groups |= {_ahead(low, high): [c for c in judged if low <= c.ahead <= high] for low, high in LENGTHS}
    return _table(
        ("cases", "number", "mean wait, min", "error, min", "within half", "within nine in ten", "as told"),
        (_held_row(name, group) for name, group in groups.items() if group),
    )


def _held_row(name: str, group: Sequence[Case]) -> tuple[str, ...]:
    return (
        name,
        str(len(group)),
        f"{fmean(case.real for case in group):.1f}",
        f"{error(group, PRODUCT).mae:.1f}",
        f"{fmean(case.real <= case.product.half for case in group):.1%}",
        f"{held(group):.1%}",
        f"{fmean(case.real <= told(case.product).nine_in_ten for case in group):.1%}",
    )


def _ahead(low: int, high: int) -> str:
    if high == LENGTHS[-1][1]:
        return f"{low} or more ahead"
    return f"{low} ahead" if low == high else f"{low} to {high} ahead"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
