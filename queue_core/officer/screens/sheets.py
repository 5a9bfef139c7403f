"""Lets an officer choose what lies in the scanner's folder, the newest first."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from textual.screen import Screen

from queue_core.officer.more import Entry
from queue_core.officer.photo import tray
from queue_core.officer.photo.words import sheet_line
from queue_core.officer.screens.pick import Pick
from queue_core.officer.shift import Shift


def pick_sheet(
    screen: Screen[None], shift: Shift, endings: frozenset[str], then: Callable[[Path], object]
) -> None:
    """Asks for a file of the scanner's folder; `then` is called with the one that was chosen."""
    folder = shift.scans
    if folder is None:
        return
    try:
        found = tray.sheets(folder, endings)
    except tray.UnreadableFile:
        screen.app.notify(shift.say("photo.no_folder", folder=folder))
        return
    entries = [Entry(str(number), sheet_line(shift, sheet)) for number, sheet in enumerate(found)]

    def chosen(number: str | None) -> None:
        if number is not None:
            then(found[int(number)].path)

    screen.app.push_screen(Pick(shift, shift.say("photo.which_sheet"), entries), chosen)
