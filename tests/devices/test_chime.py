"""The ding-dong: two tones, no clicks, no louder than the speech that follows."""

from itertools import pairwise
from pathlib import Path

import pytest

from devices.errors import DamagedClip
from devices.speech.chime import chime, with_chime
from devices.speech.sound import load
from tests.devices.samples import tone_file


def crossings(samples: list[int]) -> int:
    return sum(1 for before, after in pairwise(samples) if before < 0 <= after)


@pytest.mark.parametrize("rate", [16_000, 22_050, 44_100])
def test_it_starts_and_ends_in_silence_without_a_click(rate: int) -> None:
    samples = chime(rate).samples
    steepest = max(abs(after - before) for before, after in pairwise(samples))
    assert abs(samples[0]) < 10
    assert abs(samples[-1]) < 10
    assert steepest < 11_000 * 8000 / rate


def test_the_first_tone_is_the_higher_one() -> None:
    samples = list(chime(22_050).samples)
    ding, dong = samples[2205:8820], samples[17_640:24_255]
    assert crossings(ding) / 0.3 == pytest.approx(659, rel=0.05)
    assert crossings(dong) / 0.3 == pytest.approx(523, rel=0.1)


def test_it_is_about_as_loud_as_speech() -> None:
    assert 1500 < chime(22_050).loudness < 4500


def test_the_speech_follows_unchanged_at_its_own_sample_rate(tmp_path: Path) -> None:
    speech = tone_file(tmp_path / "speech.wav", seconds=1)
    with_chime(speech, tmp_path / "whole.wav")
    said, whole = load(speech), load(tmp_path / "whole.wav")
    assert whole.rate == said.rate
    assert whole.samples[-len(said.samples) :] == said.samples


def test_a_damaged_speech_is_refused(tmp_path: Path) -> None:
    (tmp_path / "speech.wav").write_bytes(b"no sound")
    with pytest.raises(DamagedClip):
        with_chime(tmp_path / "speech.wav", tmp_path / "whole.wav")
