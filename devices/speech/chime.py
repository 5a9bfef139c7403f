"""A ding-dong that makes people look up before they are called.

Two struck tones, E and C, each a fundamental with two soft overtones that fade out; made of sine
waves at the sample rate of the speech that follows.
"""

import math
from array import array
from functools import cache
from pathlib import Path

from devices.speech.sound import Sound, load, save

_TONES = ((659.26, 0.0), (523.25, 0.42))
"""Frequency, and the second at which it is struck."""
_OVERTONES = ((1, 1.0), (2, 0.30), (3, 0.12))
_SECONDS = 1.5
_FADE_PER_SECOND = 3.6
_ATTACK_SECONDS = 0.012
_RELEASE_SECONDS = 0.12
_PEAK = 11_000
_PAUSE_SECONDS = 0.2


@cache
def chime(rate: int) -> Sound:
    """The chime alone, at this sample rate."""
    length = int(_SECONDS * rate)
    waves = [sum(_tone(index / rate - struck, pitch) for pitch, struck in _TONES) for index in range(length)]
    loudest = max(abs(value) for value in waves)
    scaled = (_PEAK * value / loudest * _release(index / rate) for index, value in enumerate(waves))
    return Sound(array("h", (round(value) for value in scaled)), rate)


def with_chime(clip: Path, target: Path) -> None:
    """Write chime, short pause and the clip's speech as one file."""
    speech = load(clip)
    pause = array("h", bytes(2 * int(_PAUSE_SECONDS * speech.rate)))
    save(Sound(chime(speech.rate).samples + pause + speech.samples, speech.rate), target)


def _tone(seconds: float, pitch: float) -> float:
    """One struck tone, so long after the stroke; nothing before it."""
    if seconds <= 0:
        return 0.0
    attack = min(1.0, seconds / _ATTACK_SECONDS)
    softness = math.sin(attack * math.pi / 2) ** 2
    shape = sum(share * math.sin(math.tau * pitch * times * seconds) for times, share in _OVERTONES)
    return softness * math.exp(-_FADE_PER_SECOND * seconds) * shape


def _release(seconds: float) -> float:
    """Down to nothing at the end, so that it does not click."""
    return min(1.0, (_SECONDS - seconds) / _RELEASE_SECONDS)
