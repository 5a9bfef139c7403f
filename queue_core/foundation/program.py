"""How every program starts: one --settings option, plain logs, and errors told in words."""

from __future__ import annotations

import argparse
import logging
import sys
from collections.abc import Callable
from pathlib import Path

from queue_core.foundation.errors import KerakError
from queue_core.foundation.settings import Settings, read_settings

REFUSED = 1


def run_program(name: str, purpose: str, start: Callable[[Settings], None]) -> int:
    """Runs `start` with the settings; the exit code. An error that a person may mend is one clear line."""
    parser = argparse.ArgumentParser(prog=f"kerak {name}", description=purpose)
    parser.add_argument("--settings", type=Path, help="settings file of this machine (TOML)")
    arguments = parser.parse_args()
    logging.basicConfig(
        level=logging.INFO, stream=sys.stderr, format=f"%(asctime)s {name} %(levelname)s %(message)s"
    )
    logging.getLogger("alembic").setLevel(logging.WARNING)
    try:
        start(read_settings(arguments.settings))
    except KerakError as error:
        print(f"kerak {name}: {error}", file=sys.stderr)  # noqa: T201  the words are for the terminal
        return REFUSED
    return 0
