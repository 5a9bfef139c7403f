"""Asks for the passphrase of a backup: from a file or hidden at the terminal, never on the command line."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

PassphraseOption = Annotated[
    Path | None,
    typer.Option("--passphrase-file", help="File whose first line is the passphrase of the key."),
]


def passphrase_to_wrap(file: Path | None) -> str | None:
    """A passphrase, typed twice; None for none, and where nobody is at a terminal."""
    if file is not None:
        return _first_line(file)
    return _asked("Passphrase for the key (empty: the key is not copied)", confirm="Once more")


def passphrase_to_unwrap(file: Path | None) -> str | None:
    """A passphrase; None for none, and where nobody is at a terminal."""
    if file is not None:
        return _first_line(file)
    return _asked("Passphrase of the key (empty: go on without it)", confirm=None)


def is_at_terminal() -> bool:
    """Whether somebody can be asked."""
    return sys.stdin.isatty()


def _asked(question: str, confirm: str | None) -> str | None:
    if not is_at_terminal():
        return None
    given: str = typer.prompt(
        question, default="", hide_input=True, show_default=False, confirmation_prompt=confirm or False
    )
    return given or None


def _first_line(file: Path) -> str | None:
    with file.open(encoding="utf-8") as lines:
        return lines.readline().rstrip("\r\n") or None
