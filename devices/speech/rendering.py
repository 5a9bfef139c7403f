"""Words into sound with pyttsx3 over espeak-ng, believed only when checked.

pyttsx3 may write an empty file, a cut one, or one at another rate, mostly its first ones under load:
one engine is kept, its first sentence is thrown away, and the espeak-ng command is the judge of length.
Runs in a process of its own: pyttsx3 stands no second thread and prints to standard output.
"""

import ctypes
import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol

import espeakng_loader

from devices.errors import DamagedClip, NoVoice
from devices.speech.sound import Sound, load

_LIBRARY = "libespeak-ng.so.1"
_ATTEMPTS = 4
_AGREEMENT = 0.05
_QUIETEST = 200.0
_SECONDS_A_CHARACTER = 0.035  # half of what 140 words a minute take; a shorter file is a cut one
_COMMAND_SECONDS = 5

_ROOM = 100_000
_ROOM_A_CHARACTER = 10_000

Attempt = Callable[[], Sound]


class Engine(Protocol):
    """What is used of pyttsx3's engine; the names are pyttsx3's."""

    def setProperty(self, name: str, value: str | int) -> None: ...  # noqa: D102, N802
    def getProperty(self, name: str) -> object: ...  # noqa: D102, N802
    def save_to_file(self, text: str, filename: str) -> None: ...  # noqa: D102
    def runAndWait(self) -> None: ...  # noqa: D102, N802


def start_engine() -> Engine | None:
    """pyttsx3's engine, warmed up; none when there is no library that it can load."""
    _ensure_library()
    try:
        import pyttsx3  # it loads the library at once, so the library comes first

        engine: Engine = pyttsx3.init("espeak")
    except (ImportError, OSError, RuntimeError):
        return None
    with TemporaryDirectory() as folder:
        engine.save_to_file("satu dua tiga", f"{folder}/thrown-away.wav")
        engine.runAndWait()
    return engine


def use_packaged_library() -> None:
    """Have pyttsx3 find the library and the voices that espeakng-loader brings."""
    os.environ["ESPEAK_DATA_PATH"] = espeakng_loader.get_data_path()
    ctypes.CDLL(espeakng_loader.get_library_path(), mode=ctypes.RTLD_GLOBAL)


def render(engine: Engine | None, text: str, voice: str, rate: int, target: Path) -> None:
    """Write the spoken words to the target; raises NoVoice when every way fails."""
    part, judged = target.with_name(f".{target.name}.part"), target.with_name(f".{target.name}.judge")
    _test_for_room(part, text)
    try:
        judge = _by_command(text, voice, rate, judged)
        if engine and _trusted(lambda: _by_engine(engine, text, voice, rate, part), text, judge):
            part.replace(target)
        elif judge:
            judged.replace(target)
        else:
            raise NoVoice("espeak-ng is not installed, or speaks nothing.")
    finally:
        part.unlink(missing_ok=True)
        judged.unlink(missing_ok=True)


def _test_for_room(part: Path, text: str) -> None:
    """A file that pyttsx3 cannot write makes it wait for ever, so what it needs is written first."""
    try:
        part.write_bytes(bytes(_ROOM + _ROOM_A_CHARACTER * len(text)))
    except OSError as error:
        part.unlink(missing_ok=True)
        raise NoVoice(f"The sound cannot be written: {error.strerror}.") from error


def _ensure_library() -> None:
    try:
        ctypes.CDLL(_LIBRARY)
    except OSError:
        use_packaged_library()


def _trusted(attempt: Attempt, text: str, judge: Sound | None) -> bool:
    """Whether a rendering was as long as the judge's; without a judge, as long as the one before."""
    expected = judge.seconds if judge else 0.0
    for _ in range(_ATTEMPTS):
        try:
            sound = attempt()
        except DamagedClip:
            continue
        if _believable(sound, text) and abs(sound.seconds - expected) <= _AGREEMENT * sound.seconds:
            return True
        expected = judge.seconds if judge else sound.seconds
    return False


def _believable(sound: Sound, text: str) -> bool:
    return sound.seconds >= _SECONDS_A_CHARACTER * len(text) and sound.loudness >= _QUIETEST


def _by_engine(engine: Engine, text: str, voice: str, rate: int, part: Path) -> Sound:
    part.unlink(missing_ok=True)
    engine.setProperty("voice", voice)
    engine.setProperty("rate", rate)
    if engine.getProperty("voice") != voice:  # pyttsx3 keeps silent about a voice that it lacks
        raise NoVoice(f"espeak-ng has no voice {voice!r}.")
    engine.save_to_file(text, str(part))
    engine.runAndWait()
    return load(part)


def _by_command(text: str, voice: str, rate: int, target: Path) -> Sound | None:
    command = ["espeak-ng", "-v", voice, "-s", str(rate), "-w", str(target), "--stdin"]
    try:
        subprocess.run(command, input=text.encode(), check=True, timeout=_COMMAND_SECONDS)
        sound = load(target)
    except (OSError, subprocess.SubprocessError, DamagedClip):
        return None
    return sound if _believable(sound, text) else None
