"""Commands of proof: whether the ledger is whole, and what was done to a file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.progress import Progress

from queue_core.admin import auditing
from queue_core.cli.common import REFUSED, SettingsOption, err, say, settings_of
from queue_core.cli.passphrases import PassphraseOption, passphrase_to_unwrap
from queue_core.storage.audit_check import Verdict
from queue_core.storage.keys import open_seal
from queue_core.storage.schema import check_schema

audit = typer.Typer(no_args_is_help=True, help="Proof: is the ledger whole, and who did what.")
SHOWN = 12
"""Hexadecimal digits of a hash that a person compares."""


def add_commands(app: typer.Typer) -> None:
    """Adds the commands of this module."""
    app.add_typer(audit, name="audit")


@audit.command("verify", epilog="Example: kerak audit verify monday.kerak --head 3f9ac01b77d2")
def verify(
    copy: Annotated[Path | None, typer.Argument(help="A backup; without one, the office itself.")] = None,
    head: Annotated[str, typer.Option(help="A hash written down before: its link has to be there.")] = "",
    begin: Annotated[int, typer.Option("--from", min=1, help="First link to verify.")] = 1,
    passphrase_file: PassphraseOption = None,
    settings: SettingsOption = None,
) -> None:
    """Verify that no covered row of the ledger was changed, deleted or added; exit code 1 if one was."""
    database = settings_of(settings).core.database
    if copy is None:
        check_schema(database)
        seal = open_seal(database)
    else:
        seal = auditing.seal_of_copy(copy, database, lambda: passphrase_to_unwrap(passphrase_file))
    book = copy or database
    with Progress(console=err, transient=True) as progress:
        bar = progress.add_task("rows", total=auditing.covered(book))
        verdict = auditing.verify(book, seal, begin, head.lower(), lambda rows: progress.advance(bar, rows))
    _tell(verdict, head)
    if not verdict.whole:
        raise typer.Exit(REFUSED)


def _tell(verdict: Verdict, known: str) -> None:
    say(f"{verdict.links} links over {verdict.rows} rows were read; not yet covered: {verdict.younger}.")
    if verdict.head:
        say(f"Head: link {verdict.head.id}, rows to {verdict.head.last_row}, hash {verdict.head.hash}")
    for broken in verdict.breaks[:SHOWN]:
        say(f"BROKEN  {auditing.break_words(broken)}")
    if len(verdict.breaks) > SHOWN:
        say(f"... and {len(verdict.breaks) - SHOWN} links more.")
    if not verdict.has_known:
        say(f"BROKEN  No link has the hash {known}: the end was cut off, or an older backup was restored.")
    if verdict.whole and verdict.links:
        say("Every covered row is as it was when its link was laid.")


@audit.command("show", epilog="Example: kerak audit show --file 12")
def show(
    file: Annotated[int, typer.Option(min=1, help="Number of the file.")], settings: SettingsOption = None
) -> None:
    """Show who moved a file or looked at its numbers, and when (UTC)."""
    for act in auditing.acts(settings_of(settings).core, file):
        why = " ".join(word for word in (act.field, act.why) if word)
        say(f"{act.at:%Y-%m-%d %H:%M:%S}  {act.by:<24} {act.action:<18} {act.state:<14} {why}".rstrip())
