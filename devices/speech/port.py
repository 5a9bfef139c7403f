"""What a voice and a loudspeaker can do.

The spoken protocol: a `Voice` turns words into a sound file, whole or not at all; a `Speaker` plays
one sound file and returns when it has ended. Both raise a `DeviceError` that says why they cannot.
"""

from pathlib import Path
from typing import Protocol


class Voice(Protocol):
    """Turns words into sound."""

    def render(self, text: str, language: str, target: Path) -> None:
        """Write the spoken words as a 16-bit mono WAV; raises NoVoice or UnknownLanguage."""
        ...


class Speaker(Protocol):
    """Makes sound heard."""

    def play(self, clip: Path) -> None:
        """Play the clip to its end; raises NoLoudspeaker when nobody can have heard it."""
        ...
