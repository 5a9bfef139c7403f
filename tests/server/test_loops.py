"""What the core does for ever goes on after a fault."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from queue_core.server.loops import FAULT_SECONDS, keep_doing
from queue_core.server.watch import TELL_SECONDS


class StopTheClockError(Exception):
    """Ends a loop that would go on for ever."""


class Naps:
    """A SocketIO that runs its tasks at once, and counts the naps instead of taking them."""

    def __init__(self, most: int) -> None:
        self.taken: list[float] = []
        self._most = most

    def sleep(self, seconds: float) -> None:
        if len(self.taken) == self._most:
            raise StopTheClockError
        self.taken.append(seconds)

    def start_background_task(self, loop: Callable[[], None]) -> None:
        with pytest.raises(StopTheClockError):
            loop()


def test_a_step_is_done_again_after_each_pause() -> None:
    done, naps = [], Naps(3)
    keep_doing(naps, lambda: done.append(True), 5.0)
    assert len(done) == 3
    assert naps.taken == [5.0, 5.0, 5.0]


def test_a_step_that_fails_is_logged_and_tried_again_after_a_rest(caplog: pytest.LogCaptureFixture) -> None:
    naps = Naps(3)
    keep_doing(naps, lambda: 1 / 0, 5.0)
    assert naps.taken == [5.0, FAULT_SECONDS, 5.0]
    assert "ZeroDivisionError" in caplog.text


def test_the_clocks_are_looked_at_often_enough_to_tell_a_breach_within_a_minute() -> None:
    assert TELL_SECONDS + FAULT_SECONDS < 60
