"""What the commands share: the settings option, how they speak, how an error ends a command."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from queue_core.foundation.settings import Settings, read_settings

MACHINE_SETTINGS = Path("/etc/kerak/kerak.toml")
REFUSED = 1
INTERRUPTED = 130

SettingsOption = Annotated[
    Path | None,
    typer.Option("--settings", help=f"Settings file of this machine; without it {MACHINE_SETTINGS}."),
]

out = Console(highlight=False, soft_wrap=True)
err = Console(highlight=False, soft_wrap=True, stderr=True)


def settings_path(given: Path | None) -> Path | None:
    """The settings file to read: the given one, the machine's own, or none."""
    if given is None and MACHINE_SETTINGS.exists():
        return MACHINE_SETTINGS
    return given


def settings_of(given: Path | None) -> Settings:
    """The settings in force. Raises SettingsInvalid."""
    return read_settings(settings_path(given))


def say(line: str) -> None:
    """Prints a line as it is."""
    out.print(line, markup=False)
