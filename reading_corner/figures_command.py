"""The command 'kerak corner figures': what it prints, and the table that it writes."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from queue_core.client.problems import CoreUnreachable, Refused
from queue_core.foundation.errors import InvalidInput
from queue_core.tickets.wire.office import OfficeView
from queue_core.tickets.wire.reading import LEAST_TOLD, ReadingFigures
from reading_corner.queue import ASSUMED_ZONE
from reading_corner.service.figures import figures
from reading_corner.store.shelf import Shelf

Say = Callable[[str], None]


def tell_figures(
    shelf: Shelf,
    read_office: Callable[[], OfficeView],
    days: tuple[date, date],
    path: Path | None,
    say: Say,
) -> None:
    """Prints what was read from the first day to the last; with a path, writes the days into a CSV file.

    Raises InvalidInput where the last day lies before the first, or FileExistsError.
    """
    first, last = days
    if last < first:
        raise InvalidInput(f"{last} lies before {first}.", remedy="Say the first day with --from.")
    told = figures(shelf, _zone(read_office, say), first, last)
    _print(told, say)
    if path is not None:
        _write(told, path)
        say(f"Written: {path}")


def _zone(read_office: Callable[[], OfficeView], say: Say) -> ZoneInfo:
    """The office's time zone, in which its days begin."""
    try:
        return read_office().profile.office.zone
    except (CoreUnreachable, Refused):
        say(f"The core does not answer: days are those of {ASSUMED_ZONE}.")
        return ASSUMED_ZONE


def _print(told: ReadingFigures, say: Say) -> None:
    say(f"{told.first} to {told.last}: {told.titles} titles, {told.copies} copies, {told.missing} missing.")
    say(_row("day", "read here", "taken home"))
    for one in told.days:
        say(_row(one.day, one.here, one.home))
    say(_row("together", sum(one.here for one in told.days), sum(one.home for one in told.days)))
    say(f"Read {LEAST_TOLD} times and more:{'' if told.most_read else ' none'}")
    for title in told.most_read:
        say(f"{title.times:>6}  {title.name}")


def _row(what: object, here: object, home: object) -> str:
    return f"{what!s:<12}{here!s:>12}{home!s:>12}"


def _write(told: ReadingFigures, path: Path) -> None:
    with path.open("x", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(("day", "read_here", "taken_home"))
        table.writerows((one.day, one.here, one.home) for one in told.days)
