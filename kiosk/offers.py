"""What every service has to give, as the core told it last; asked for again when it is a few seconds old."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

from queue_core.client.problems import CoreUnreachable, Refused
from queue_core.tickets.wire.availability import Availability

log = logging.getLogger(__name__)
FRESH_SECONDS = 2.0


class Offers:
    """Keeps the last answer. What cannot be asked for shuts no service: the core has the last word."""

    def __init__(
        self, read: Callable[[], Availability], monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._read = read
        self._monotonic = monotonic
        self._asked: float | None = None
        self._told: Availability | None = None

    def now(self) -> Availability | None:
        """What is left of every service; None while the core does not tell."""
        now = self._monotonic()
        if self._asked is None or now - self._asked >= FRESH_SECONDS:
            self._asked = now
            self._told = self._ask()
        return self._told

    def _ask(self) -> Availability | None:
        try:
            return self._read()
        except (CoreUnreachable, Refused) as error:
            log.warning("what the services have to give is not known: %s", error.detail)
            return None
