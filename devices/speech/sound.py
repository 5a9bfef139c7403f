"""Reads and writes the one kind of sound file that is used here: WAV, 16 bit, mono."""

from __future__ import annotations  # array[int] can be read but not evaluated by Python 3.11

import math
import sys
import wave
from array import array
from dataclasses import dataclass
from pathlib import Path

from devices.errors import DamagedClip

_BYTES = 2


@dataclass(frozen=True)
class Sound:
    """Samples and how many of them make a second."""

    samples: array[int]
    rate: int

    @property
    def seconds(self) -> float:
        """How long it lasts."""
        return len(self.samples) / self.rate

    @property
    def loudness(self) -> float:
        """The root of the mean square; speech is some thousands, silence 0."""
        return math.sqrt(sum(sample * sample for sample in self.samples) / max(1, len(self.samples)))


def load(clip: Path) -> Sound:
    """The sound of a file that is whole and not silent; raises DamagedClip otherwise."""
    try:
        with wave.open(str(clip), "rb") as file:
            shape, rate = (file.getnchannels(), file.getsampwidth()), file.getframerate()
            promised, data = file.getnframes(), file.readframes(file.getnframes())
    except OSError as error:
        raise DamagedClip(clip, error.strerror or "it cannot be read") from error
    except (wave.Error, EOFError) as error:
        raise DamagedClip(clip, "it is no WAV file") from error
    if shape != (1, _BYTES):
        raise DamagedClip(clip, "it is not 16-bit mono")
    if len(data) < promised * _BYTES:
        raise DamagedClip(clip, "it is cut short")
    if not any(data):
        raise DamagedClip(clip, "it is silent")
    return Sound(_in_native_order(array("h", data)), rate)


def save(sound: Sound, target: Path) -> None:
    """Write the sound as a WAV file."""
    with wave.open(str(target), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(_BYTES)
        file.setframerate(sound.rate)
        file.writeframes(_in_native_order(sound.samples[:]).tobytes())


def _in_native_order(samples: array[int]) -> array[int]:
    if sys.byteorder == "big":
        samples.byteswap()
    return samples
