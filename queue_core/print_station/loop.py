"""Runs the station until a signal comes, whatever a step meets."""

from __future__ import annotations

import logging
import signal
import threading
from typing import Protocol

from queue_core.client.problems import CoreUnreachable, Refused
from queue_core.print_station.errors import SpoolNotUsable
from queue_core.print_station.station import IDLE_SECONDS

log = logging.getLogger(__name__)
FAULT_SECONDS = 3.0


class Steps(Protocol):
    """What is done in steps: printing cards, or sheets."""

    def recover(self) -> None:
        """Settles what a killed program left, or a step that failed."""

    def step(self) -> float:
        """The next step; the seconds until the one after it."""


class Loop:
    """One step after another."""

    def __init__(self, station: Steps) -> None:
        self._station = station
        self._ended = threading.Event()
        self._refused: tuple[str, str] | None = None

    def run(self) -> None:
        """Steps until SIGTERM or SIGINT; a card that is under way then is followed to its end first."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: self._ended.set())
        self.turn()

    def start(self) -> None:
        """Steps beside the rest of the program, and ends with it, whatever is under way."""
        threading.Thread(target=self.turn, daemon=True).start()

    def turn(self) -> None:
        """Steps until it is ended."""
        self._station.recover()
        while not self._ended.is_set():
            self._ended.wait(self._pause())

    def _pause(self) -> float:
        """Does one step; the seconds until the next."""
        try:
            seconds = self._station.step()
            self._refused = None
            return seconds
        except CoreUnreachable:
            return IDLE_SECONDS
        except Refused as error:
            self._tell_refusal(error.cause, error.detail)
        except SpoolNotUsable as error:
            log.error("the station's book takes nothing: %s", error.detail)
        except Exception:  # nobody watches: whatever a step meets must not end the station
            log.exception("a step of the station failed and is tried again")
            self._station.recover()
        return FAULT_SECONDS

    def _tell_refusal(self, cause: str, detail: str) -> None:
        """Once: a spare station may be refused for weeks."""
        if self._refused != (cause, detail):
            log.warning("the core refuses this station: %s %s", cause, detail)
        self._refused = cause, detail
