"""The shelf of clips: each sentence is rendered once, whatever happens between."""

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from devices.errors import ClipNotKept
from devices.speech.chime import chime
from devices.speech.shelf import ClipShelf
from devices.speech.sound import load
from tests.devices.samples import tone_file


class CountingVoice:
    """A `Voice` that hums one second and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def render(self, text: str, language: str, target: Path) -> None:
        self.asked.append(f"{language}: {text}")
        tone_file(target, seconds=1)


@pytest.fixture
def voice() -> CountingVoice:
    return CountingVoice()


@pytest.fixture
def shelf(voice: CountingVoice, tmp_path: Path) -> ClipShelf:
    return ClipShelf(tmp_path, voice)


def test_a_clip_is_chime_then_speech(shelf: ClipShelf) -> None:
    clip = load(shelf.clip("Loket tiga", "id"))
    assert clip.seconds == pytest.approx(chime(clip.rate).seconds + 1, abs=0.4)


def test_the_same_words_are_rendered_once_even_across_a_restart(
    shelf: ClipShelf, voice: CountingVoice, tmp_path: Path
) -> None:
    first = shelf.clip("Loket tiga", "id")
    assert ClipShelf(tmp_path, voice).clip("Loket tiga", "id") == first
    assert voice.asked == ["id: Loket tiga"]


def test_other_words_and_other_languages_are_other_clips(shelf: ClipShelf) -> None:
    clips = {shelf.clip("Loket tiga", "id"), shelf.clip("Loket tiga", "en"), shelf.clip("Loket dua", "id")}
    assert len(clips) == 3


@pytest.mark.parametrize("damage", [b"", b"RIFF", "half"])
def test_a_damaged_clip_is_rendered_again(
    damage: bytes | str, shelf: ClipShelf, voice: CountingVoice
) -> None:
    clip = shelf.clip("Loket tiga", "id")
    whole = clip.read_bytes()
    clip.write_bytes(whole[: len(whole) // 2] if isinstance(damage, str) else damage)
    assert load(shelf.clip("Loket tiga", "id")).seconds > 2
    assert len(voice.asked) == 2


def test_the_least_recently_used_clip_is_dropped(voice: CountingVoice, tmp_path: Path) -> None:
    shelf = ClipShelf(tmp_path, voice, keep=2)
    one, two = shelf.clip("satu", "id"), shelf.clip("dua", "id")
    os.utime(one, (1, 1))
    os.utime(two, (2, 2))
    assert shelf.clip("satu", "id") == one
    shelf.clip("tiga", "id")
    assert one.exists()
    assert not two.exists()


def test_callers_at_the_same_time_wait_for_one_rendering(shelf: ClipShelf, voice: CountingVoice) -> None:
    with ThreadPoolExecutor(8) as callers:
        clips = list(callers.map(lambda _: shelf.clip("Loket tiga", "id"), range(8)))
    assert len(set(clips)) == 1
    assert voice.asked == ["id: Loket tiga"]


def test_nothing_but_whole_clips_lies_in_the_folder(shelf: ClipShelf, tmp_path: Path) -> None:
    clip = shelf.clip("Loket tiga", "id")
    assert list(tmp_path.iterdir()) == [clip]


def test_a_folder_that_cannot_be_made_is_told_in_words(voice: CountingVoice, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(ClipNotKept, match="Not a directory"):
        ClipShelf(tmp_path / "file" / "clips", voice).clip("Loket tiga", "id")
