"""Keeps watch over the machine's clock for what cannot be undone, and tells once when it is doubted."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime

from queue_core.foundation import clock_trust
from queue_core.storage.vouching import Vouchers

log = logging.getLogger(__name__)
Reading = Callable[[], tuple[datetime, float]]
"""The clock and, in seconds, the monotonic one at the same moment."""
Vouching = Callable[[datetime], Vouchers]
"""What can vouch for a clock that says this instant."""
WAITS = "No day is ended before it has said so for 15 minutes, and what was kept for too long stays for %s."
WHAT_TO_DO = "If that is not the right time, set it now (timedatectl); if it is, there is nothing to do."


class WaryClock:
    """What is thought of a clock since the start; each question is a look at it."""

    def __init__(self, read: Reading, vouching: Vouching) -> None:
        self._read = read
        self._vouching = vouching
        now, monotonic = read()
        last, near = vouching(now)
        self._trust = clock_trust.at_start(now, monotonic, last, near)
        if (doubt := self._trust.doubt) and last:
            log.warning(
                f"The machine's clock says %s, far past the last entry of %s. {WAITS} {WHAT_TO_DO}",
                *(now.isoformat(timespec="seconds"), last.isoformat(timespec="seconds"), _how_long(doubt)),
            )

    def is_believed(self) -> bool:
        """Whether the day may be ended that the clock says is over."""
        return clock_trust.is_believed(*self._look())

    def may_destroy(self) -> bool:
        """Whether what the clock says was kept for too long may be destroyed."""
        return clock_trust.may_destroy(*self._look())

    def _look(self) -> tuple[clock_trust.ClockTrust, float]:
        now, monotonic = self._read()
        before, after = self._trust, clock_trust.look(self._trust, now, monotonic)
        if clock_trust.began_far(before, after):
            after = clock_trust.vouched(after, self._vouching(now).near)
        self._trust = after
        self._tell(now, before.doubt, after.doubt)
        return self._trust, monotonic

    def _tell(self, now: datetime, before: clock_trust.Doubt | None, doubt: clock_trust.Doubt | None) -> None:
        if before and not doubt:
            log.info("The machine's clock is believed again: it says %s.", now.isoformat(timespec="seconds"))
        elif doubt and (before is None or before.since != doubt.since):
            told = now.isoformat(timespec="seconds"), _how_long(doubt)
            log.warning(
                f"The machine's clock was set to %s, and no such time has passed. {WAITS} {WHAT_TO_DO}", *told
            )


def _how_long(doubt: clock_trust.Doubt) -> str:
    return "a day" if doubt.far else "as long"
