"""The voice of espeak-ng, in a child process of its own."""

from pathlib import Path

from devices.errors import NoVoice, UnknownLanguage
from devices.speech.child import Child

WORDS_A_MINUTE = 140
VOICES = {"id": "poz/id", "en": "gmw/en"}
"""The espeak-ng voice of each language."""

_TIMEOUT = 15.0


class EspeakVoice:
    """A `Voice`; its child starts with the first words and ends with `close` or with this process."""

    def __init__(self) -> None:
        self._child = Child("devices.speech.worker", NoVoice)

    @property
    def pid(self) -> int | None:
        """The child that speaks, if one runs."""
        return self._child.pid

    def render(self, text: str, language: str, target: Path) -> None:
        """Write the spoken words as a 16-bit mono WAV."""
        if language not in VOICES:
            raise UnknownLanguage(language, VOICES)
        words = " ".join(text.split())
        if not words:
            raise NoVoice("There are no words to speak.")
        request = {"text": words, "voice": VOICES[language], "rate": str(WORDS_A_MINUTE)}
        self._child.ask(request | {"target": str(target.resolve())}, _TIMEOUT)

    def close(self) -> None:
        """End the child."""
        self._child.close()
