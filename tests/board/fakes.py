"""A shelf and a loudspeaker that make no sound, and an announcer that can be watched."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

from devices.errors import NoLoudspeaker, NoVoice
from devices.speech.port import Speaker
from display_board.announcer import Announcer

PATIENCE = 5.0


class FakeShelf:
    """Makes no sound: a clip is a path named by its sentence."""

    def __init__(self) -> None:
        self.rendered: list[str] = []
        self.asked = threading.Event()
        self.failures = 0

    def clip(self, text: str, language: str) -> Path:
        self.rendered.append(text)
        self.asked.set()
        if self.failures:
            self.failures -= 1
            raise NoVoice("there is no voice")
        return Path(language, text)


class FakeSpeaker:
    """Notes what it plays and whether two clips ever sounded at once."""

    def __init__(self, failures: int = 0, fault: Exception | None = None) -> None:
        self.heard: list[str] = []
        self.overlapped = False
        self.failures = failures
        self.fault = fault or NoLoudspeaker("there is none")
        self._sounding = threading.Lock()

    def play(self, clip: Path) -> None:
        self.overlapped |= not self._sounding.acquire(blocking=False)
        try:
            if self.failures:
                self.failures -= 1
                raise self.fault
            self.heard.append(clip.name)
        finally:
            self._sounding.release()


class Watched:
    """An announcer with a way to wait until something holds."""

    def __init__(self, shelf: FakeShelf, speaker: Speaker | None, clock: Callable[[], float]) -> None:
        self.announcer = Announcer(shelf, speaker, clock, pause=lambda _seconds: None)
        self.troubles: list[str | None] = []
        self._changed = threading.Condition()
        self.announcer.start(self._note)

    def _note(self) -> None:
        with self._changed:
            self.troubles.append(self.announcer.sound.trouble)
            self._changed.notify_all()

    def until(self, holds: Callable[[], bool]) -> None:
        with self._changed:
            assert self._changed.wait_for(holds, PATIENCE)

    def idle(self) -> None:
        self.until(lambda: not self.announcer.busy)


def announcing(
    shelf: FakeShelf, speaker: Speaker | None, clock: Callable[[], float] = lambda: 0.0
) -> Watched:
    return Watched(shelf, speaker, clock)
