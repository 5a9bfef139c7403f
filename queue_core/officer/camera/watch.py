"""When a code before the camera counts as read: pure, the time comes in as an argument."""

from __future__ import annotations

import math
from collections.abc import Collection
from enum import StrEnum
from typing import NamedTuple

from queue_core.stock.rules.serials import read_serial

SECONDS_AWAY = 4.0
"""A code that was read counts again once it was out of the picture for so long."""


class Saw(StrEnum):
    """What one frame showed."""

    NOTHING = "nothing"
    NO_SERIAL = "no_serial"
    SEVERAL = "several"
    ONCE = "once"
    AGAIN = "again"
    TAKEN = "taken"


class Sight(NamedTuple):
    """What one frame showed, and the serial in it."""

    saw: Saw
    serial: str = ""


class Watch:
    """Looks at the codes of frame after frame; `just_read` is a serial that may still lie there."""

    def __init__(self, just_read: str = "") -> None:
        self._taken = just_read
        self._in_sight = math.inf
        self._seen_once = ""

    def look(self, codes: Collection[str], now: float) -> Sight:
        """What these codes mean at this second.

        A serial is taken when two frames show it with no other in between: a code that is misread is not
        misread alike twice, and the second of two codes may be sharp a frame later.
        """
        serials = {serial for code in codes if (serial := read_serial(code))}
        if not serials:
            return Sight(Saw.NO_SERIAL if codes else Saw.NOTHING)
        if len(serials) > 1:
            self._seen_once = ""
            return Sight(Saw.SEVERAL)
        return self._one(serials.pop(), now)

    def _one(self, serial: str, now: float) -> Sight:
        if serial == self._taken and now - self._in_sight < SECONDS_AWAY:
            self._in_sight, self._seen_once = now, ""
            return Sight(Saw.AGAIN, serial)
        if serial != self._seen_once:
            self._seen_once = serial
            return Sight(Saw.ONCE)
        self._seen_once, self._taken, self._in_sight = "", serial, now
        return Sight(Saw.TAKEN, serial)
