"""What the voice says: right Indonesian, one letter and one digit after another."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.speech.voice import VOICES
from display_board.words import call_sentence
from queue_core.foundation.messages import load_catalogues
from queue_core.foundation.profile import read_profile
from queue_core.tickets.rules.numbers import ticket_number

CATALOGUES = load_catalogues("display_board")
INDONESIAN = CATALOGUES["id"]
DIGITS = ["nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"]

SOUNDS = {
    "A": "ˈa",
    "B": "bˈe",
    "C": "tʃˈe",
    "D": "dˈe",
    "E": "ˈe",
    "F": "ˈɛf",
    "H": "hˈa",
    "K": "kˈa",
    "L": "ˈɛl",
    "M": "ˈɛm",
    "R": "ˈɛr",
    "S": "ˈɛs",
    "T": "tˈe",
    "U": "ˈu",
    "X": "ˈɛks",
    "Z": "zˈɛt",
}
"""By letter, its name in the International Phonetic Alphabet."""


def test_a_call_is_the_sentence_that_people_know() -> None:
    sentence = "Nomor antrean A nol satu dua, silakan menuju loket tiga"
    assert call_sentence(INDONESIAN, "A012", 3) == sentence


@pytest.mark.parametrize(
    ("counter", "word"),
    [
        (10, "sepuluh"),
        (11, "sebelas"),
        (12, "dua belas"),
        (21, "dua puluh satu"),
        (99, "sembilan puluh sembilan"),
    ],
)
def test_a_counter_is_said_as_a_number_word(counter: int, word: str) -> None:
    assert call_sentence(INDONESIAN, "B001", counter).endswith(f"silakan menuju loket {word}")


@pytest.mark.parametrize(
    ("number", "spelled"),
    [("A010", "A nol satu nol"), ("A011", "A nol satu satu"), ("A100", "A satu nol nol")],
)
def test_a_ticket_is_never_said_as_a_number_word(number: str, spelled: str) -> None:
    assert call_sentence(INDONESIAN, number, 1).startswith(f"Nomor antrean {spelled},")


@given(lane=st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ"), serial=st.integers(1, 999))
def test_every_number_can_be_written_down_again_from_what_is_said(lane: str, serial: int) -> None:
    said = call_sentence(INDONESIAN, ticket_number(lane, serial), 1).split(",")[0]
    letter, *digits = said.removeprefix("Nomor antrean ").split()
    assert ticket_number(letter, serial) == letter + "".join(str(DIGITS.index(digit)) for digit in digits)


def test_a_language_whose_number_words_nobody_knows_is_said_in_digits() -> None:
    javanese = replace(INDONESIAN, language="jv")
    assert call_sentence(javanese, "A012", 3) == "Nomor antrean A 0 1 2, silakan menuju loket 3"


def test_an_english_call_keeps_the_letter_apart_so_that_it_is_no_article() -> None:
    sentence = "Ticket number A, zero one two, please go to counter three"
    assert call_sentence(CATALOGUES["en"], "A012", 3) == sentence


def test_every_language_has_the_same_sentences() -> None:
    keys = [set(catalogue.sentences) for catalogue in CATALOGUES.values()]
    assert all(one == keys[0] for one in keys)


@pytest.mark.parametrize("language", sorted(CATALOGUES))
def test_every_language_of_the_board_can_be_spoken(language: str) -> None:
    assert call_sentence(CATALOGUES[language], "A012", 3)
    assert language in VOICES


@pytest.mark.parametrize("name", ["balangan", "kembaran", "kemlagi", "tempeh"])
def test_every_letter_of_an_office_is_one_whose_sound_is_known(name: str) -> None:
    queue, lanes = read_profile(name).queue, read_profile(name).lanes
    assert {*queue.offline_letters, *(letter for lane in lanes for letter in lane.letters)} <= SOUNDS.keys()


@pytest.mark.real
@pytest.mark.alone
@pytest.mark.parametrize(("letter", "sound"), SOUNDS.items())
def test_a_letter_is_pronounced_by_its_indonesian_name(letter: str, sound: str) -> None:
    espeak = shutil.which("espeak-ng")
    assert espeak, "the Debian package espeak-ng is missing"
    command = [espeak, "-v", "id", "--ipa", "-q", f"antrean {letter} nol"]
    phonemes = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    assert phonemes[1] == sound
