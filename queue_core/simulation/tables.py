"""What a study tells, as tables for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rich.table import Table

from queue_core.simulation.report import (
    Hour,
    Target,
    Waits,
    hours_of,
    longer_than,
    over_standard,
    waits_by_lane,
    waits_of,
)
from queue_core.simulation.study import Study


def tell(study: Study, target: Target) -> Iterator[Table | str]:
    """Everything that a study tells, from top to bottom. Somebody must have come."""
    hours = hours_of([one.visit for one in study.served], study.runs, target)
    lanes = waits_by_lane(study.served, study.plain)
    yield waits_table(lanes, waits_of(study.served, study.plain), study.runs)
    yield hours_table(hours, target)
    yield from sentences(study, hours, target)


def waits_table(lanes: Mapping[str, Waits], everybody: Waits, runs: int) -> Table:
    """Minutes of waiting by lane, and who pays for priority."""
    table = Table(title="Minutes of waiting", title_justify="left", caption_justify="left")
    table.caption = "Pays: minutes more (+) or less (-) than if all were called in order of arrival."
    for column in ("lane", "families", "mean", "half", "nine in ten", "longest", "no priority", "pays"):
        table.add_column(column, justify="left" if column == "lane" else "right")
    for lane, waits in (*lanes.items(), ("all", everybody)):
        table.add_row(lane, _per_run(waits.families, runs), *_figures(waits), f"{waits.paid:+.1f}")
    return table


def _figures(waits: Waits) -> list[str]:
    minutes = (waits.mean, waits.median, waits.nine_in_ten, waits.longest, waits.plain_mean)
    return [f"{one:.1f}" for one in minutes]


def _per_run(number: int, runs: int) -> str:
    return f"{number / runs:g}"


def hours_table(hours: Sequence[Hour], target: Target) -> Table:
    """How many counters each hour needs."""
    table = Table(title="Counters that such a day needs", title_justify="left", caption_justify="left")
    table.caption = f"Erlang C: {target.share:.0%} wait no longer than {target.within:g} minutes"
    table.caption += f"; people, with {target.absent:.0%} of them away." if target.absent else "."
    for column in ("hour", "families", "counters", *(["people"] if target.absent else [])):
        table.add_column(column, justify="left" if column == "hour" else "right")
    for hour in hours:
        people = [str(hour.people)] if target.absent else []
        span = f"{hour.hour:02d}-{hour.hour + 1:02d}"
        table.add_row(span, f"{hour.families:g}", str(hour.counters), *people)
    return table


def sentences(study: Study, hours: Sequence[Hour], target: Target) -> list[str]:
    """The rest in words: what broke the standard, who waited too long, how many counters tomorrow needs."""
    late, plain = longer_than(study.served, target.within), longer_than(study.plain, target.within)
    busiest = max(hours, key=lambda hour: hour.counters)
    return [
        _standard(study),
        f"Waited longer than {target.within:g} minutes: {_per_run(late, study.runs)}"
        f" of {_per_run(len(study.served), study.runs)} families"
        f" ({_per_run(plain, study.runs)} without priority).",
        f"If tomorrow is like this day, it needs {busiest.counters} counters"
        f" in the busiest hour, from {busiest.hour:02d}.",
    ]


def _standard(study: Study) -> str:
    over, held = over_standard(study.served)
    if not held:
        return "Services longer than their standard: unknown, no family has a service with one."
    return (
        f"Services longer than their standard: {_per_run(over, study.runs)} of {_per_run(held, study.runs)}."
    )
