"""The command that plays a morning: demo."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Annotated

import typer

from queue_core.cli.common import say


def add_commands(app: typer.Typer) -> None:
    """Adds the commands of this module."""
    app.command(epilog="Example: kerak demo --families 60 --speed 90 --seed 7")(demo)


def demo(
    families: Annotated[int, typer.Option(min=1, max=500, help="How many families come.")] = 60,
    speed: Annotated[float, typer.Option(min=1, max=600, help="Times as fast as real time.")] = 90.0,
    seed: Annotated[int, typer.Option(help="Another number, another morning.")] = 1,
    port_base: Annotated[int, typer.Option(min=1024, max=65532, help="First of four ports.")] = 8750,
) -> None:
    """Play a morning in fast time through the real programs."""
    from queue_core.demo.morning import Morning, play

    folder = Path(tempfile.mkdtemp(prefix="kerak-demo-"))
    try:
        play(folder, Morning(families, speed, seed), port_base, say)
    except BaseException:
        say(f"The morning was broken off; its database and logs are in {folder}.")
        raise
    shutil.rmtree(folder)
