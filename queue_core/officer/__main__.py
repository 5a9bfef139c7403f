"""Starts the officer's console."""

from queue_core.foundation.program import run_program
from queue_core.foundation.settings import Settings
from queue_core.officer.build import run


def start(settings: Settings) -> None:
    """Shows the console until the officer leaves it."""
    run(settings.officer)


if __name__ == "__main__":
    raise SystemExit(run_program("officer", "The officer's console at a counter.", start))
