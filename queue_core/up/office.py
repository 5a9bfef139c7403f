"""All programs of one office on one machine: 'kerak up'."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from queue_core.admin.office import FIRST_ADMINISTRATOR
from queue_core.foundation.settings import Settings
from queue_core.up.first_start import prepare
from queue_core.up.layout import Layout
from queue_core.up.programs import BOARD, CORE, DAEMONS, KIOSK, READING_CORNER, Program
from queue_core.up.supervisor import Child, Supervisor

Say = Callable[[str], None]


def children(layout: Layout, settings: Settings) -> list[Child]:
    """Every daemon, the core first."""
    pages, limit = _pages(settings), settings.log.kilobytes * 1000
    return [
        Child(
            program,
            layout.settings,
            f"{pages[program]}/healthz" if program in pages else None,
            layout.log,
            limit,
        )
        for program in DAEMONS
    ]


def _pages(settings: Settings) -> dict[Program, str]:
    """Where a browser finds a program; one that is left out has no pages."""
    return {
        CORE: f"http://{settings.core.host}:{settings.core.port}",
        KIOSK: f"http://{settings.kiosk.host}:{settings.kiosk.port}",
        BOARD: f"http://{settings.board.host}:{settings.board.port}",
        READING_CORNER: f"http://{settings.reading_corner.host}:{settings.reading_corner.port}",
    }


@contextmanager
def running(programs: Iterable[Child], say: Say) -> Iterator[Supervisor]:
    """The programs, answering; stopped in order at the end. Raises ProgramFailed."""
    supervisor = Supervisor(programs, say)
    supervisor.start()
    try:
        yield supervisor
    finally:
        supervisor.stop()


def up(data: Path, port_base: int | None, profile: str | None, say: Say) -> None:
    """Starts the office in a folder and keeps it running until a signal comes."""
    layout = Layout(data.resolve())
    new = not layout.settings.exists()
    settings = layout.settle(port_base, profile)
    if password := prepare(settings, new=new or not any(layout.data.glob("*.token"))):
        say(f"Administrator    {FIRST_ADMINISTRATOR}, one-time password {password} (shown only now)")
    with running(children(layout, settings), say) as supervisor:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: supervisor.end())
        _greet(layout, settings, say)
        supervisor.watch()
    say("Stopped. Nothing is lost; the same command goes on where this ended.")


def _greet(layout: Layout, settings: Settings, say: Say) -> None:
    addresses = {program.name: address for program, address in _pages(settings).items()}
    say(f"Touch kiosk      {addresses['kiosk']}")
    say(f"Display board    {addresses['board']}")
    say(f"Reading corner   {addresses['reading-corner']}")
    say(f"Printed slips    {layout.data / 'slips'}")
    say(f"Printed cards    {layout.data / 'cards'}")
    say(f"Printed sheets   {layout.data / 'sheets'}")
    say(f"New officer      {_kerak()} account add NAME --role officer --settings {layout.settings}")
    say(f"Officer console  {_kerak()} officer --settings {layout.settings}")
    say("Ctrl-C stops everything.")
    print("ready", json.dumps(addresses | {"settings": str(layout.settings)}), flush=True)  # noqa: T201  for scripts


def _kerak() -> str:
    """The command as it can be typed here."""
    return "kerak" if shutil.which("kerak") else os.path.relpath(Path(sys.executable).with_name("kerak"))
