"""The real voice: what it says is compared with the espeak-ng command, by length and loudness."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from devices.errors import NoVoice, UnknownLanguage
from devices.speech.sound import Sound, load
from devices.speech.voice import VOICES, WORDS_A_MINUTE, EspeakVoice

pytestmark = [pytest.mark.real, pytest.mark.alone]

CALL = {
    "id": "Nomor antrean A, nol, satu, dua. Silakan menuju loket tiga.",
    "en": "Queue number A, zero, one, two. Please go to counter three.",
}


@pytest.fixture(scope="module")
def voice() -> Iterator[EspeakVoice]:
    voice = EspeakVoice()
    yield voice
    voice.close()


def spoken(voice: EspeakVoice, text: str, language: str, folder: Path) -> Sound:
    voice.render(text, language, folder / "spoken.wav")
    return load(folder / "spoken.wav")


def spoken_by_command(text: str, language: str, folder: Path) -> Sound:
    target = folder / "command.wav"
    command = ["espeak-ng", "-v", language, "-s", str(WORDS_A_MINUTE), "-w", str(target), text]
    subprocess.run(command, check=True)
    return load(target)


@pytest.mark.parametrize("language", list(VOICES))
def test_a_call_sounds_as_long_and_as_loud_as_from_the_command(
    language: str, voice: EspeakVoice, tmp_path: Path
) -> None:
    ours = spoken(voice, CALL[language], language, tmp_path)
    theirs = spoken_by_command(CALL[language], language, tmp_path)
    assert ours.seconds == pytest.approx(theirs.seconds, rel=0.1)
    assert ours.loudness == pytest.approx(theirs.loudness, rel=0.1)


def test_another_sentence_has_another_length(voice: EspeakVoice, tmp_path: Path) -> None:
    short = spoken(voice, "Loket tiga.", "id", tmp_path)
    assert spoken(voice, CALL["id"], "id", tmp_path).seconds > 2 * short.seconds


def test_thirty_sentences_in_a_row_are_all_whole(voice: EspeakVoice, tmp_path: Path) -> None:
    lengths = [spoken(voice, CALL["id"], "id", tmp_path).seconds for _ in range(30)]
    assert max(lengths) == pytest.approx(min(lengths), rel=0.05)


def test_the_two_languages_do_not_sound_alike(voice: EspeakVoice, tmp_path: Path) -> None:
    indonesian = spoken(voice, CALL["id"], "id", tmp_path)
    assert spoken(voice, CALL["id"], "en", tmp_path).samples != indonesian.samples


def test_a_language_without_a_voice_is_an_error_that_names_those_with_one(
    voice: EspeakVoice, tmp_path: Path
) -> None:
    with pytest.raises(UnknownLanguage, match=r"'jv'.*id, en"):
        voice.render("Sugeng enjing", "jv", tmp_path / "clip.wav")


def test_no_words_are_an_error(voice: EspeakVoice, tmp_path: Path) -> None:
    with pytest.raises(NoVoice):
        voice.render(" \n", "id", tmp_path / "clip.wav")


def test_a_target_that_cannot_be_written_is_told_and_the_voice_goes_on(
    voice: EspeakVoice, tmp_path: Path
) -> None:
    with pytest.raises(NoVoice, match="cannot be written"):
        voice.render("Loket tiga.", "id", tmp_path / "absent" / "clip.wav")
    assert spoken(voice, "Loket tiga.", "id", tmp_path).seconds > 0.5


def test_a_child_that_was_killed_is_replaced_unnoticed(voice: EspeakVoice, tmp_path: Path) -> None:
    spoken(voice, "Loket satu.", "id", tmp_path)
    killed = voice.pid
    assert killed is not None
    os.kill(killed, signal.SIGKILL)
    assert spoken(voice, "Loket dua.", "id", tmp_path).seconds > 0.5
    assert voice.pid != killed


def test_after_closing_no_child_is_left(tmp_path: Path) -> None:
    voice = EspeakVoice()
    spoken(voice, "Loket satu.", "id", tmp_path)
    pid = voice.pid
    assert pid is not None
    voice.close()
    assert not Path(f"/proc/{pid}").exists()


def run(code: str, target: Path) -> None:
    subprocess.run([sys.executable, "-c", code, str(target)], check=True, timeout=60)


def test_it_speaks_inside_a_process_that_gevent_has_patched(tmp_path: Path) -> None:
    run(
        "from gevent import monkey; monkey.patch_all()\n"
        "import sys; from pathlib import Path; from devices.speech.voice import EspeakVoice\n"
        "voice = EspeakVoice(); voice.render('Loket tiga.', 'id', Path(sys.argv[1])); voice.close()",
        tmp_path / "clip.wav",
    )
    assert load(tmp_path / "clip.wav").seconds > 0.5


def test_without_debians_package_the_library_of_espeakng_loader_speaks(tmp_path: Path) -> None:
    run(
        "import os, sys; from pathlib import Path; from devices.speech import rendering\n"
        "os.environ['PATH'] = ''; rendering.use_packaged_library()\n"
        "engine = rendering.start_engine()\n"
        "rendering.render(engine, 'Loket tiga.', 'poz/id', 140, Path(sys.argv[1]))\n"
        "assert 'espeakng_loader' in Path('/proc/self/maps').read_text()\n",
        tmp_path / "clip.wav",
    )
    assert load(tmp_path / "clip.wav").seconds > 0.5
