"""Starts the print station."""

from __future__ import annotations

from queue_core.foundation.program import run_daemon
from queue_core.foundation.settings import Settings
from queue_core.print_station.build import build


def start(settings: Settings) -> None:
    """Prints what is ordered until a signal comes; what is wrong with this machine's files is told before."""
    build(settings.print_station).run()


if __name__ == "__main__":
    raise SystemExit(run_daemon("print-station", "The cards that the core orders, one at a time.", start))
