"""Commands of an office's daily care: blanks, doctor, backup, restore."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from queue_core.access.service import administration
from queue_core.admin import auditing, copies, keeping
from queue_core.admin.blanks import count_blanks
from queue_core.admin.doctor import examine
from queue_core.admin.office import open_door
from queue_core.cli.common import REFUSED, SettingsOption, say, settings_of
from queue_core.cli.passphrases import PassphraseOption, passphrase_to_unwrap, passphrase_to_wrap
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
    passphrase_file: PassphraseOption = None,
    settings: SettingsOption = None,
) -> None:
    """Write a checked copy of the office while it works, and its key beside it under a passphrase."""
    core = settings_of(settings).core
    wrapped = keeping.wrapped_key(core.database, target, passphrase_to_wrap(passphrase_file))
    copies.backup(core.database, target)
    if wrapped is not None:
        keeping.write_wrapped(target, wrapped)
    with open_door(core) as door:
        administration.note(door, "backup_made")
    say(f"{target} holds the whole office and was checked. Keep it as safe as the office itself.")
    say(f"The chain of its ledger: {auditing.head_words(target)}.")
    if wrapped is None:
        say("Without a passphrase the key is not in it: files can be read again on this machine alone.")
    else:
        say(f"{keeping.wrapped_beside(target)} is its key. Keep both, and the passphrase elsewhere.")


def restore(
    source: Annotated[Path, typer.Argument(help="A file made by 'kerak backup'.")],
    passphrase_file: PassphraseOption = None,
    settings: SettingsOption = None,
) -> None:
    """Put a backup in place, and its key where another one is here; what was there is moved aside."""
    core = settings_of(settings).core
    stamp = f"before-{datetime.now(UTC):%Y%m%dT%H%M%S}"
    found = keeping.key_of_copy(source, core.database, lambda: passphrase_to_unwrap(passphrase_file))
    aside = copies.restore(source, core.database, stamp)
    if found.key is not None:
        keeping.put_key(core.database, found.key, stamp)
    with suppress(DatabaseOlder), open_door(core) as door:
        administration.note(door, "backup_restored")
    if aside is not None:
        say(f"The book that was there is now {aside}.")
    if found.opens:
        say("Restored. Start the core again.")
    else:
        say("Restored, but without its key: the core does not start until it is there.")
        say("Restore again with the passphrase; or 'kerak init --new-key', and what is sealed stays closed.")
