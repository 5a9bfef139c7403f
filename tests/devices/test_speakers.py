"""Speakers: the one that only writes down, and the real one."""

import json
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from devices.errors import BadAddress, DamagedClip, NoLoudspeaker
from devices.speech.open import open_speaker
from devices.speech.player import Loudspeaker
from devices.speech.virtual import LOG, VirtualSpeaker
from tests.devices.samples import tone_file

MORNING = datetime(2026, 11, 23, 8, 15, tzinfo=UTC)


class HandClock:
    """A time that passes only while somebody waits."""

    def __init__(self) -> None:
        self.time = MORNING

    def now(self) -> datetime:
        return self.time

    def wait(self, seconds: float) -> None:
        self.time += timedelta(seconds=seconds)


def played(folder: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in (folder / LOG).read_text().splitlines()]


def test_the_virtual_speaker_takes_as_long_as_the_clip_and_writes_it_down(tmp_path: Path) -> None:
    clock = HandClock()
    VirtualSpeaker(tmp_path / "log", clock.now, clock.wait).play(tone_file(tmp_path / "a.wav", seconds=2))
    assert played(tmp_path / "log") == [
        {
            "file": "a.wav",
            "started": MORNING.isoformat(),
            "ended": (MORNING + timedelta(seconds=2)).isoformat(),
            "seconds": 2.0,
        }
    ]


def test_clips_are_written_down_one_after_the_other(tmp_path: Path) -> None:
    clock = HandClock()
    speaker = VirtualSpeaker(tmp_path, clock.now, clock.wait)
    for name in ("a.wav", "b.wav"):
        speaker.play(tone_file(tmp_path / name, seconds=1))
    first, second = played(tmp_path)
    assert first["ended"] == second["started"]


def test_a_virtual_speaker_by_its_address_takes_real_time(tmp_path: Path) -> None:
    began = time.monotonic()
    open_speaker(f"virtual:{tmp_path}").play(tone_file(tmp_path / "a.wav", seconds=0.2))
    assert time.monotonic() - began >= 0.2
    assert played(tmp_path)[0]["file"] == "a.wav"


def test_a_damaged_clip_is_not_played(tmp_path: Path) -> None:
    with pytest.raises(DamagedClip):
        open_speaker(f"virtual:{tmp_path}").play(tmp_path / "absent.wav")


@pytest.mark.parametrize("address", ["", "virtual:", "alsa", "auto:1", "none"])
def test_an_unknown_address_is_refused_with_the_known_ones(address: str) -> None:
    with pytest.raises(BadAddress, match="'auto' or 'virtual:FOLDER'"):
        open_speaker(address)


@pytest.mark.real
@pytest.mark.alone
def test_the_loudspeaker_returns_when_the_sound_has_ended(tmp_path: Path) -> None:
    speaker = Loudspeaker(backend="NULL")  # miniaudio's device that plays to nobody, in real time
    clip = tone_file(tmp_path / "a.wav", seconds=1)
    speaker.play(clip)
    began = time.monotonic()
    speaker.play(clip)
    assert 0.9 <= time.monotonic() - began < 2.5


@pytest.mark.real
@pytest.mark.alone
def test_without_a_sound_device_it_says_so_in_words(tmp_path: Path) -> None:
    speaker = Loudspeaker(backend="SNDIO")  # a sound system that Linux does not have
    with pytest.raises(NoLoudspeaker, match="No loudspeaker was found"):
        speaker.play(tone_file(tmp_path / "a.wav", seconds=0.1))
