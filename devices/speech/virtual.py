"""A loudspeaker that nobody hears: it takes the time that the sound takes, and writes it down.

For tests, and for offices without a sound card. Each clip is one line of `played.jsonl`.
"""

import json
import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from devices.speech.sound import load

LOG = "played.jsonl"


class VirtualSpeaker:
    """A `Speaker`; `now` tells the time and `wait` lets seconds pass."""

    def __init__(self, folder: Path, now: Callable[[], datetime], wait: Callable[[float], None]) -> None:
        self._folder = folder
        self._now = now
        self._wait = wait
        self._lock = threading.Lock()

    def play(self, clip: Path) -> None:
        """Let as much time pass as the clip lasts, then note it."""
        seconds = load(clip).seconds
        with self._lock:
            started = self._now()
            self._wait(seconds)
            self._note(clip, started, self._now(), seconds)

    def _note(self, clip: Path, started: datetime, ended: datetime, seconds: float) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        entry = {
            "file": clip.name,
            "started": started.isoformat(),
            "ended": ended.isoformat(),
            "seconds": round(seconds, 3),
        }
        with (self._folder / LOG).open("a", encoding="utf-8") as log:
            log.write(json.dumps(entry) + "\n")
