"""Tells the core how things are here: every minute, and soon after something has changed."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from typing import Generic, TypeVar

from pydantic import BaseModel

from queue_core.access.rules import HEALTH_EVERY
from queue_core.access.wire import DeviceHealth
from queue_core.client.problems import CoreUnreachable, Refused

log = logging.getLogger(__name__)
LOOK_SECONDS = 5.0
Told = TypeVar("Told", bound=BaseModel)


class Teller(Generic[Told]):
    """Looks every few seconds in a thread of its own; silent while the core is away."""

    def __init__(
        self,
        tell: Callable[[Told], object],
        look: Callable[[], Told],
        monotonic: Callable[[], float] = time.monotonic,
        look_seconds: float = LOOK_SECONDS,
    ) -> None:
        self._tell = tell
        self._look = look
        self._monotonic = monotonic
        self._look_seconds = look_seconds
        self._told: tuple[Told, float] | None = None

    def start(self) -> None:
        """Begins to tell."""
        threading.Thread(target=self._run, name="telling", daemon=True).start()

    def step(self) -> None:
        """Looks once; tells what has changed, or that a minute has gone by."""
        seen, now = self._look(), self._monotonic()
        before, when = self._told or (None, now)
        if before == seen and now - when < HEALTH_EVERY.total_seconds():
            return
        try:
            self._tell(seen)
        except (CoreUnreachable, Refused):
            self._told = None
        else:
            self._told = (seen, now)

    def _run(self) -> None:
        while True:
            try:
                self.step()
            except Exception:  # a fault of a device must not end the telling
                log.exception("telling: a fault of this program; it is tried again")
            time.sleep(self._look_seconds)


HealthTeller = Teller[DeviceHealth]
"""Tells how this device is."""
