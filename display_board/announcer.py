"""Speaks the calls: one after another, never over each other, none dropped, in order.

One thread speaks, and renders the sentences that will be needed next while nobody is to be called. A fault
is told as the cause of the silence and tried again as long as the call is fresh; then the next one follows.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from devices.errors import ClipNotKept, DeviceError, NoLoudspeaker, NoVoice, UnknownLanguage
from devices.speech.port import Speaker
from display_board.state import FRESH, Sound

log = logging.getLogger(__name__)
RETRY_SECONDS = 2.0
SWITCHED_OFF = "off"
OTHER_FAULT = "fault"
CAUSES: dict[type[DeviceError], str] = {
    NoLoudspeaker: "no_loudspeaker",
    NoVoice: "no_voice",
    UnknownLanguage: "no_voice",
    ClipNotKept: "no_room",
}
"""What the page calls each cause of silence: sound.<cause> in the catalogue."""


class Shelf(Protocol):
    """Where spoken sentences are kept."""

    def clip(self, text: str, language: str) -> Path:
        """The sound of these words. Raises a DeviceError."""
        ...


@dataclass(frozen=True)
class Announcement:
    """One sentence to be heard, for the ticket of this number."""

    number: str
    sentence: str
    language: str


@dataclass(frozen=True)
class _Due:
    announcement: Announcement
    heard: float


class Announcer:
    """The line of announcements and the thread that speaks them; without a speaker, silent on purpose."""

    def __init__(
        self,
        shelf: Shelf,
        speaker: Speaker | None,
        monotonic: Callable[[], float] = time.monotonic,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        self._shelf = shelf
        self._speaker = speaker
        self._monotonic = monotonic
        self._pause = pause
        self._news = threading.Condition()
        self._line: deque[_Due] = deque()
        self._ahead: deque[Announcement] = deque()
        self._asked_ahead: tuple[Announcement, ...] = ()
        self._speaking: str | None = None
        self._voice_trouble: str | None = None
        self._speaker_trouble = None if speaker else SWITCHED_OFF
        self._changed: Callable[[], None] = lambda: None

    def start(self, changed: Callable[[], None]) -> None:
        """Begins to speak; `changed` is told whenever the sound is another."""
        self._changed = changed
        if self._speaker is not None:
            threading.Thread(target=self._run, args=(self._speaker,), name="announcer", daemon=True).start()

    @property
    def sound(self) -> Sound:
        """What the loudspeaker does now."""
        trouble = self._speaker_trouble or self._voice_trouble
        return Sound(speaking=None if trouble else self._speaking, trouble=trouble)

    @property
    def busy(self) -> bool:
        """Whether something is being spoken or stands in line."""
        return bool(self._line) or self._speaking is not None

    def announce(self, announcement: Announcement) -> None:
        """Puts the announcement at the end of the line."""
        if self._speaker is None:
            return
        with self._news:
            self._line.append(_Due(announcement, self._monotonic()))
            self._news.notify()

    def prepare(self, announcements: Sequence[Announcement]) -> None:
        """Renders these sentences, in place of any that were to be prepared, when nobody is to be called."""
        wanted = tuple(announcements)
        with self._news:
            if wanted != self._asked_ahead:
                self._asked_ahead = wanted
                self._ahead = deque(wanted)
                self._news.notify()

    def _run(self, speaker: Speaker) -> None:
        while True:
            with self._news:
                self._news.wait_for(lambda: self._line or self._ahead)
                due = self._line.popleft() if self._line else None
                self._speaking = due.announcement.number if due else None
                ahead = self._ahead.popleft() if self._ahead and not due else None
            if due:
                self._speak(speaker, due)
            elif ahead:
                self._prepare(ahead)

    def _speak(self, speaker: Speaker, due: _Due) -> None:
        self._show()
        while not self._was_spoken(speaker, due.announcement):
            if self._monotonic() - due.heard >= FRESH.total_seconds():
                log.error("%s was not spoken", due.announcement.number)
                break
            self._pause(RETRY_SECONDS)
        self._speaking = None
        self._show()

    def _was_spoken(self, speaker: Speaker, announcement: Announcement) -> bool:
        clip = self._clip(announcement)
        if clip is None:
            return False
        trouble = _cause_of_failure(lambda: speaker.play(clip), self._speaker_trouble)
        self._tell(self._voice_trouble, trouble)
        return trouble is None

    def _prepare(self, announcement: Announcement) -> None:
        if self._clip(announcement) is None:
            self._asked_ahead = ()  # so that it is tried when it is asked for again

    def _clip(self, announcement: Announcement) -> Path | None:
        clips: list[Path] = []
        trouble = _cause_of_failure(
            lambda: clips.append(self._shelf.clip(announcement.sentence, announcement.language)),
            self._voice_trouble,
        )
        self._tell(trouble, self._speaker_trouble)
        return clips[0] if clips else None

    def _tell(self, voice_trouble: str | None, speaker_trouble: str | None) -> None:
        before = self.sound
        self._voice_trouble, self._speaker_trouble = voice_trouble, speaker_trouble
        if self.sound != before:
            self._show()

    def _show(self) -> None:
        try:
            self._changed()
        except Exception:  # a fault of the page must not silence the calls that follow
            log.exception("the page could not be told of the sound")


def _cause_of_failure(attempt: Callable[[], None], known: str | None) -> str | None:
    """Tries it; the cause of the silence if it fails. The cause that is known already is not logged again."""
    try:
        attempt()
    except DeviceError as error:
        cause = CAUSES.get(type(error), OTHER_FAULT)
        if cause != known:
            log.warning("%s", error.sentence)
        return cause
    except Exception:  # a fault of a driver must not silence the calls that follow
        if known != OTHER_FAULT:
            log.exception("a driver of the voice or the loudspeaker has failed")
        return OTHER_FAULT
    return None
