"""The command that plays a day in advance: simulate."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from queue_core.cli.common import SettingsOption, err, out, say, settings_of
from queue_core.foundation.queueing import PolicyName

EXAMPLE = "kerak simulate --csv monday.csv --policy ratio --turns 2:1 --counters 4 --chart waits.png"


def add_commands(app: typer.Typer) -> None:
    """Adds the commands of this module."""
    app.command(epilog=f"Example: {EXAMPLE}")(simulate)


def simulate(
    csv: Annotated[Path | None, typer.Option(help="Arrivals to play; else an own day.")] = None,
    day: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Which own day; else the latest.")
    ] = None,
    profile: Annotated[str | None, typer.Option(help="Office profile; else that of the settings.")] = None,
    policy: Annotated[PolicyName | None, typer.Option(help="Lane policy; else the profile's.")] = None,
    head_start: Annotated[int | None, typer.Option(metavar="MINUTES", help="For head_start.")] = None,
    rates: Annotated[str | None, typer.Option(metavar="A=1,B=1,C=3", help="For accumulating.")] = None,
    turns: Annotated[str | None, typer.Option(metavar="2:1", help="For ratio: priority to ordinary.")] = None,
    counters: Annotated[
        int | None, typer.Option(min=1, max=99, help="So many, each for every lane; else the profile's.")
    ] = None,
    runs: Annotated[
        int, typer.Option(min=1, max=10_000, help="More than one: services are drawn anew in each.")
    ] = 1,
    seed: Annotated[int, typer.Option(help="Another number, other draws.")] = 1,
    within: Annotated[float, typer.Option(min=0, help="Minutes that nobody should wait longer than.")] = 30,
    share: Annotated[float, typer.Option(min=0.01, max=0.999, help="Of the families, who do not.")] = 0.9,
    absent: Annotated[float, typer.Option(min=0, max=0.9, help="Of the people, who are away.")] = 0,
    chart: Annotated[Path | None, typer.Option(help="Write the waits as a picture (PNG).")] = None,
    settings: SettingsOption = None,
) -> None:
    """Play a day in advance: who waits how long, who pays for priority, how many counters it needs."""
    from rich.progress import track

    from queue_core.simulation.arrivals import from_csv, own_day
    from queue_core.simulation.chart import draw
    from queue_core.simulation.report import Target, waits_by_lane
    from queue_core.simulation.study import hall_of, study, with_policy
    from queue_core.simulation.tables import tell

    core = settings_of(settings).core
    figures = {"head_start_minutes": head_start, "lane_rates": _rates(rates), "turns": _turns(turns)}
    office = with_policy(profile or core.profile, policy, figures)
    if csv is not None:
        name, came = csv.name, from_csv(csv, office)
    else:
        on, came = own_day(core.database, office, day.date() if day else None)
        name = str(on)
    hall = hall_of(office, counters)
    quiet = runs == 1 or not err.is_terminal
    numbers = track(range(runs), "Playing", console=err, transient=True, disable=quiet)
    played = study(came, office, hall, numbers, seed, anew=runs > 1)
    title = f"{name}: {office.queue.policy}, {len(hall.counters)} counters, {len(came)} families, {runs} runs"
    say(title)
    for part in tell(played, Target(within, share, absent)):
        out.print(part, markup=False)
    if chart is not None:
        draw(chart, title, waits_by_lane(played.served, played.plain))
        say(f"The waits are drawn in {chart}.")


def _turns(text: str | None) -> tuple[int, int] | None:
    if text is None:
        return None
    priority, _, ordinary = text.partition(":")
    if not (priority.isdecimal() and ordinary.isdecimal()):
        raise typer.BadParameter("--turns is written as 2:1")
    return int(priority), int(ordinary)


def _rates(text: str | None) -> dict[str, float] | None:
    if text is None:
        return None
    try:
        return {lane: float(rate) for lane, _, rate in (one.partition("=") for one in text.split(","))}
    except ValueError:
        raise typer.BadParameter("--rates is written as A=1,B=1,C=3") from None
