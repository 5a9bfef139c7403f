"""Commands for the service clocks: how well the standard was kept, and the office's own closing days."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import typer

from queue_core.admin.office import local_write, open_keeper
from queue_core.cli.common import SettingsOption, say, settings_of
from queue_core.sop.service import closings
from queue_core.sop.service.compliance import compliance as kept
from queue_core.sop.wire import NewClosing

closing = typer.Typer(no_args_is_help=True, help="Days on which this office is closed by its own decision.")
DAY = ["%Y-%m-%d"]
Day = Annotated[datetime, typer.Argument(formats=DAY, help="The day, such as 2026-11-23.")]
OptionalDay = Annotated[datetime | None, typer.Option(formats=DAY)]


def add_commands(app: typer.Typer) -> None:
    """Adds the commands of this module."""
    app.command(epilog="Example: kerak compliance --first 2026-11-16 --last 2026-11-20")(compliance)
    app.add_typer(closing, name="closing")


def compliance(first: OptionalDay = None, last: OptionalDay = None, settings: SettingsOption = None) -> None:
    """Print how well the service standard was kept; the last seven days if none are named."""
    with open_keeper(settings_of(settings).core) as keeper:
        found = kept(keeper, first and first.date(), last and last.date())
    say(f"{'week':<10} {'service':<16} {'step':<12} {'officer':<16} {'ended':>6} {'in time':>8}")
    for row in found.rows:
        share = f"{100 * row.in_time / row.ended:.0f} %"
        say(f"{row.week:<10} {row.service:<16} {row.step:<12} {row.officer:<16} {row.ended:>6} {share:>8}")
    if not found.rows:
        say(f"No clock ended from {found.first} to {found.last}.")


@closing.command("add", epilog="Example: kerak closing add 2026-11-23 --reason 'banjir di kantor'")
def closing_add(
    day: Day,
    reason: Annotated[str, typer.Option(help="Why the office is closed; kept with every clock that moves.")],
    settings: SettingsOption = None,
) -> None:
    """Close a day, or the rest of today; clocks that count office time move."""
    with open_keeper(settings_of(settings).core) as keeper:
        new = NewClosing(day=day.date(), reason=reason)
        view = closings.close_day(keeper, local_write(), new)
    say(f"The office is closed on {view.day}; {view.moved} running clocks have moved.")


@closing.command("list", epilog="Example: kerak closing list")
def closing_list(settings: SettingsOption = None) -> None:
    """List the closings to come, and the years whose joint leave is not known yet."""
    with open_keeper(settings_of(settings).core) as keeper:
        found = closings.closings(keeper)
        zone = keeper.profile.office.zone
    for view in found.closings:
        say(f"{view.day}  from {view.starts_at.astimezone(zone):%H:%M}  {view.reason}")
    for year in found.thin_years:
        say(f"{year}: no joint leave is known yet; add the days when they are decreed.")


@closing.command("withdraw", epilog="Example: kerak closing withdraw 2026-11-23")
def closing_withdraw(day: Day, settings: SettingsOption = None) -> None:
    """Open a day again, or what is left of it."""
    with open_keeper(settings_of(settings).core) as keeper:
        view = closings.withdraw(keeper, local_write(), day.date())
    say(f"The office is open again on {view.day}; {view.moved} running clocks have moved.")
