"""Frames of the camera in, serials out to whoever asks; no frame outlives its call."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import NamedTuple

from queue_core.officer.camera.watch import Saw, Sight, Watch

Decode = Callable[[bytes], frozenset[str]]


class Outcome(NamedTuple):
    """What came of a serial, in the console's words; the number tells one from the next."""

    number: int
    serial: str
    words: str
    right: bool


class NotAsked(Exception):
    """The serial that was asked for is there already."""


class Reading:
    """What one page reads. `look` is called by the server's threads, `tell` by the console's own."""

    def __init__(
        self,
        decode: Decode,
        taken: Callable[[str], None],
        monotonic: Callable[[], float],
        *,
        many: bool,
        just_read: str = "",
    ) -> None:
        self._decode = decode
        self._taken = taken
        self._monotonic = monotonic
        self._watch = Watch(just_read)
        self._one_at_a_time = threading.Lock()
        self._over = False
        self.many = many
        self.outcome: Outcome | None = None

    def look(self, frame: bytes) -> Sight:
        """What a frame shows; a serial goes to who asks. Raises UnreadableFrame, and NotAsked."""
        with self._one_at_a_time:
            if self._over:
                raise NotAsked
            sight = self._watch.look(self._decode(frame), self._monotonic())
            if sight.saw is Saw.TAKEN:
                self._over = not self.many
                self._taken(sight.serial)
            return sight

    def tell(self, serial: str, words: str, *, right: bool) -> None:
        """Keeps what came of a serial, for the page to show."""
        number = self.outcome.number + 1 if self.outcome else 1
        self.outcome = Outcome(number, serial, words, right)
