"""Titles read aloud: each clip is made once by the project's voice, beside the requests, and kept."""

from __future__ import annotations

import hashlib
import json
import logging
import threading
from collections import deque
from contextlib import suppress
from http import HTTPStatus
from pathlib import Path

from devices.errors import DeviceError
from devices.speech.port import Voice
from queue_core.foundation.errors import KerakError

log = logging.getLogger(__name__)
RENDERING = "espeak-ng 140"
"""Change it with anything that changes the sound: the clips are then made anew."""
KEPT = 2_000
LONGEST = 600
"""Letters that are read aloud: a minute of listening."""


class VoiceAway(KerakError):
    """Words could not be turned into sound."""

    slug = "voice-away"
    title = "Nothing can be read aloud now"
    remedy = "Install the Debian package espeak-ng on this machine, and free disk space there."
    status = HTTPStatus.SERVICE_UNAVAILABLE


class ReadingAloud:
    """The clips of one corner and the thread that makes them; no chime is in front, as none is called."""

    def __init__(self, folder: Path, voice: Voice) -> None:
        self._folder = folder
        self._voice = voice
        self._news = threading.Condition()
        self._line: deque[tuple[Path, str, str]] = deque()
        self._trouble: dict[Path, str] = {}

    def start(self) -> None:
        """Begins to make what is asked for."""
        threading.Thread(target=self._run, name="reading-aloud", daemon=True).start()

    def clip(self, text: str, language: str) -> Path | None:
        """The sound of these words; none while it is being made. Raises VoiceAway when that failed.

        Asked for again after a failure, it is tried again.
        """
        words = shortened(text)
        path = self._folder / f"{_name(words, language)}.wav"
        if path.exists():
            return path
        with self._news:
            if all(path != waiting for waiting, *_ in self._line):
                self._line.append((path, words, language))
                self._news.notify()
            trouble = self._trouble.pop(path, None)
        if trouble:
            raise VoiceAway(trouble)
        return None

    def _run(self) -> None:
        while True:
            self.step()

    def step(self) -> None:
        """Waits for the next clip that is asked for, and makes it."""
        with self._news:
            self._news.wait_for(lambda: self._line)
            path, text, language = self._line[0]
        self.make(path, text, language)
        with self._news:
            self._line.popleft()

    def make(self, path: Path, text: str, language: str) -> None:
        """Makes one clip, whole or not at all, and remembers why it could not."""
        part = path.with_suffix(".part")
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._voice.render(text, language, part)
            part.replace(path)
            self._drop_oldest()
        except (DeviceError, OSError) as error:
            log.warning("nothing is read aloud: %s", error)
            self._trouble[path] = str(error)
        finally:
            with suppress(OSError):
                part.unlink(missing_ok=True)

    def _drop_oldest(self) -> None:
        by_age = sorted(self._folder.glob("*.wav"), key=lambda clip: clip.stat().st_mtime_ns)
        for clip in by_age[:-KEPT]:
            clip.unlink(missing_ok=True)


def shortened(text: str) -> str:
    """The text without its ends of lines, cut after a sentence or a word where it is too long."""
    whole = " ".join(text.split())
    if len(whole) <= LONGEST:
        return whole
    cut = whole[:LONGEST]
    ends = max(cut.rfind(sign) for sign in ".!?")
    return cut[: ends + 1] if ends > LONGEST // 2 else cut[: cut.rfind(" ")]


def _name(text: str, language: str) -> str:
    return hashlib.sha256(json.dumps([RENDERING, language, text]).encode()).hexdigest()[:32]
