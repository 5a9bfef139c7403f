"""How every program starts: one --settings option, and errors told in words; a daemon keeps a log, too."""

from __future__ import annotations

import argparse
import logging
import sys
from collections.abc import Callable
from pathlib import Path

from queue_core.foundation.errors import KerakError
from queue_core.foundation.logs import keep_log
from queue_core.foundation.settings import Settings, read_settings

REFUSED = 1
log = logging.getLogger(__name__)


def run_program(name: str, purpose: str, start: Callable[[Settings], None]) -> int:
    """Runs `start` with the settings; the exit code. An error that a person may mend is one clear line."""
    parser = argparse.ArgumentParser(prog=f"kerak {name}", description=purpose)
    parser.add_argument("--settings", type=Path, help="settings file of this machine (TOML)")
    arguments = parser.parse_args()
    try:
        start(read_settings(arguments.settings))
    except KerakError as error:
        print(f"kerak {name}: {error.in_full}", file=sys.stderr)  # noqa: T201  the words are for the terminal
        return REFUSED
    return 0


def run_daemon(name: str, purpose: str, start: Callable[[Settings], None]) -> int:
    """Runs a program that nobody watches: what it has to say, and the fault that ends it, is in its log."""

    def start_logged(settings: Settings) -> None:
        keep_log(name, settings.log)
        try:
            start(settings)
        except KerakError:
            raise
        except Exception:
            log.exception("the program is ended by a fault")
            raise SystemExit(REFUSED) from None

    return run_program(name, purpose, start_logged)
