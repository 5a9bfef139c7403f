"""Commands of an office's daily care: blanks, doctor, backup, restore."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from queue_core.access.service import administration
from queue_core.admin import copies
from queue_core.admin.blanks import count_blanks
from queue_core.admin.doctor import examine
from queue_core.admin.office import open_door
from queue_core.cli.common import REFUSED, SettingsOption, say, settings_of
from queue_core.storage.errors import DatabaseOlder


def add_commands(app: typer.Typer) -> None:
    """Adds the commands of this module."""
    app.command(epilog="Example: kerak blanks kia 100 --settings office/kerak.toml")(blanks)
    app.command(epilog="Example: kerak doctor --settings office/kerak.toml")(doctor)
    app.command(epilog="Example: kerak backup monday.kerak --settings office/kerak.toml")(backup)
    app.command(epilog="Example: kerak restore monday.kerak --settings office/kerak.toml")(restore)


def blanks(
    service: Annotated[str, typer.Argument(help="The service's key in the office profile.")],
    number: Annotated[int, typer.Argument(min=0, max=100_000, help="For all of today's children.")],
    settings: SettingsOption = None,
) -> None:
    """Tell how many blanks there are for today's children, those who have numbers included."""
    told = count_blanks(settings_of(settings).core, service, number)
    say(f"{told.day}: {told.number} blanks for {told.service}, {told.used} of them given numbers for.")


def doctor(settings: SettingsOption = None) -> None:
    """Examine this machine; exit code 1 if something needs mending."""
    findings = examine(settings_of(settings))
    for finding in findings:
        say(f"{'ok  ' if finding.well else 'MEND'} {finding.what}: {finding.words}")
    if not all(finding.well for finding in findings):
        raise typer.Exit(REFUSED)


def backup(
    target: Annotated[Path, typer.Argument(help="The file to write; it must not exist.")],
    settings: SettingsOption = None,
) -> None:
    """Write a checked copy of the office while it works."""
    core = settings_of(settings).core
    copies.backup(core.database, target)
    with open_door(core) as door:
        administration.note(door, "backup_made")
    say(f"{target} holds the whole office and was checked. Keep it as safe as the office itself.")


def restore(
    source: Annotated[Path, typer.Argument(help="A file made by 'kerak backup'.")],
    settings: SettingsOption = None,
) -> None:
    """Put a backup in place; the present book is moved aside."""
    core = settings_of(settings).core
    aside = copies.restore(source, core.database, datetime.now(UTC))
    with suppress(DatabaseOlder), open_door(core) as door:
        administration.note(door, "backup_restored")
    if aside is not None:
        say(f"The book that was there is now {aside}.")
    say("Restored. Start the core again.")
