"""Keeps spoken sentences, chime in front, so that each is rendered once.

A clip's name is made of its words, its language and the version of the rendering. One program at a
time owns a folder; several threads may share one shelf.
"""

import hashlib
import json
import os
import threading
from contextlib import suppress
from pathlib import Path

from devices.errors import ClipNotKept, DamagedClip
from devices.speech.chime import with_chime
from devices.speech.port import Voice
from devices.speech.sound import load

RENDERING = "espeak-ng 140, chime 1"
"""Change it with anything that changes the sound: the clips are then made anew."""


class ClipShelf:
    """Clips in one folder; the least recently used go when there are more than `keep`."""

    def __init__(self, folder: Path, voice: Voice, keep: int = 2000) -> None:
        self._folder = folder
        self._voice = voice
        self._keep = keep
        self._lock = threading.Lock()

    def clip(self, text: str, language: str) -> Path:
        """The sound of these words; two callers at once wait for one rendering."""
        path = self._folder / f"{_name(text, language)}.wav"
        if _usable(path):
            return path
        with self._lock:
            if not _usable(path):
                self._make(text, language, path)
                self._drop_least_used()
        return path

    def _make(self, text: str, language: str, path: Path) -> None:
        speech, whole = path.with_suffix(".speech"), path.with_suffix(".part")
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._voice.render(text, language, speech)
            with_chime(speech, whole)
            whole.replace(path)
        except OSError as error:
            raise ClipNotKept(self._folder, error.strerror or str(error)) from error
        finally:
            with suppress(OSError):
                speech.unlink(missing_ok=True)
                whole.unlink(missing_ok=True)

    def _drop_least_used(self) -> None:
        by_use = sorted(self._folder.glob("*.wav"), key=lambda clip: clip.stat().st_mtime_ns)
        for clip in by_use[: -self._keep]:
            clip.unlink(missing_ok=True)


def _name(text: str, language: str) -> str:
    words = json.dumps([RENDERING, language, text])
    return hashlib.sha256(words.encode()).hexdigest()[:32]


def _usable(path: Path) -> bool:
    """Whether the clip is there and whole; using it makes it recent."""
    try:
        load(path)
        os.utime(path)
    except (DamagedClip, OSError):
        return False
    return True
