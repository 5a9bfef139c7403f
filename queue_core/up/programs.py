"""The programs of the house by name and module. They are started by module, never imported from here."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Program:
    """One program: its command, the module that is run, and what it is for."""

    name: str
    module: str
    purpose: str

    def command(self, settings: Path | None) -> list[str]:
        """The command line that starts it; -P keeps the folder one stands in out of the search."""
        told = [] if settings is None else ["--settings", str(settings)]
        return [sys.executable, "-P", "-m", self.module, *told]


CORE = Program("core", "queue_core.server", "Run the core: tickets, clocks and accounts of the office.")
KIOSK = Program("kiosk", "kiosk", "Run a touch kiosk: its pages and its ticket printer.")
BOARD = Program("board", "display_board", "Run a display: its page and its loudspeaker.")
PRINT_STATION = Program(
    "print-station", "queue_core.print_station", "Run a print station: the cards that the core orders."
)
READING_CORNER = Program(
    "reading-corner", "reading_corner", "Run the reading corner: its pages, catalogue and loans."
)
OFFICER = Program("officer", "queue_core.officer", "Open the officer's console in this terminal.")

DAEMONS = (CORE, KIOSK, BOARD, PRINT_STATION, READING_CORNER)
"""What 'kerak up' starts, in this order, and what has a systemd unit of its own."""
