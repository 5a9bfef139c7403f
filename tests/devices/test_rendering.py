"""A rendering is believed only when checked: the espeak-ng command is the judge of the engine."""

import subprocess
from pathlib import Path

import pytest

from devices.errors import NoVoice
from devices.speech import rendering
from devices.speech.sound import Sound, load, save
from tests.devices.samples import tone

WORDS = "Nomor antrean A, nol, satu, dua. Silakan menuju loket tiga."


class LyingEngine:
    """An engine as pyttsx3 is under load: its files last as long as told, one after the other."""

    def __init__(self, *seconds: float, voice: str = "poz/id") -> None:
        self._seconds = list(seconds)
        self._voice = voice
        self._target = Path()

    def setProperty(self, name: str, value: str | int) -> None:  # noqa: N802 - pyttsx3's name
        """Take no notice."""

    def getProperty(self, name: str) -> object:  # noqa: N802, ARG002 - pyttsx3's name
        return self._voice

    def save_to_file(self, text: str, filename: str) -> None:  # noqa: ARG002 - pyttsx3's signature
        self._target = Path(filename)

    def runAndWait(self) -> None:  # noqa: N802 - pyttsx3's name
        save(tone(self._seconds.pop(0)), self._target)


def rendered(engine: LyingEngine | None, folder: Path) -> Sound:
    rendering.render(engine, WORDS, "poz/id", 140, folder / "clip.wav")
    return load(folder / "clip.wav")


@pytest.fixture
def no_command(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))


@pytest.fixture
def by_command(tmp_path: Path) -> Sound:
    target = tmp_path / "command.wav"
    subprocess.run(["espeak-ng", "-v", "id", "-s", "140", "-w", str(target), WORDS], check=True)
    return load(target)


@pytest.mark.real
@pytest.mark.alone
def test_a_rendering_as_long_as_that_of_the_command_is_kept(by_command: Sound, tmp_path: Path) -> None:
    honest = LyingEngine(by_command.seconds)
    assert rendered(honest, tmp_path).samples == tone(by_command.seconds).samples


@pytest.mark.real
@pytest.mark.alone
@pytest.mark.parametrize("seconds", [(0, 0, 0, 0), (3.0, 3.0, 3.0, 3.0), (9.0, 9.0, 9.0, 9.0)])
def test_an_engine_that_stays_empty_cut_or_slow_is_replaced_by_the_command(
    seconds: tuple[float, ...], by_command: Sound, tmp_path: Path
) -> None:
    assert rendered(LyingEngine(*seconds), tmp_path).seconds == pytest.approx(by_command.seconds, rel=0.05)


@pytest.mark.real
@pytest.mark.alone
def test_without_an_engine_the_command_speaks(by_command: Sound, tmp_path: Path) -> None:
    assert rendered(None, tmp_path).seconds == pytest.approx(by_command.seconds, rel=0.05)


@pytest.mark.usefixtures("no_command")
def test_without_the_command_two_renderings_that_agree_are_believed(tmp_path: Path) -> None:
    assert rendered(LyingEngine(5.0, 5.05), tmp_path).seconds == pytest.approx(5.05, abs=0.01)


@pytest.mark.usefixtures("no_command")
def test_without_the_command_an_empty_and_a_cut_file_are_passed_over(tmp_path: Path) -> None:
    assert rendered(LyingEngine(0, 3.0, 5.0, 5.0), tmp_path).seconds == 5.0


@pytest.mark.usefixtures("no_command")
def test_without_engine_and_command_it_says_what_is_missing(tmp_path: Path) -> None:
    with pytest.raises(NoVoice, match="espeak-ng is not installed"):
        rendered(None, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_voice_that_the_engine_silently_ignored_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(NoVoice, match="no voice 'poz/id'"):
        rendered(LyingEngine(5.0, 5.0, voice="gmw/en"), tmp_path)
