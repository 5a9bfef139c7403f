"""Names as clerks write them: without titles, in one spelling, as they sound; how alike two are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from queue_core.kia.rules.likeness import Alike, alike, alike_mothers, likeness
from queue_core.kia.rules.names import keys, sound, tokens
from queue_core.kia.rules.slips import distance, is_slip
from tests.kia.generated.children import SPELLINGS

NAMES = st.text("aeioudhjklmnrsty -.'", min_size=1, max_size=20)


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("Moh. Rizki Pratama", ("muhammad", "rizki", "pratama")),
        ("MHD RIZKI", ("muhammad", "rizki")),
        ("M. Rizki", ("m", "rizki")),
        ("Abd. Rahman", ("abdul", "rahman")),
        ("Siti Nur'aini binti Ma'ruf", ("siti", "nuraini")),
        ("Hj. Siti Aminah, S.Pd.", ("siti", "aminah")),
        ("Dr. Sulastri S.H.", ("sulastri",)),
        ("Ny. Soelastri, A.Md. Keb.", ("soelastri",)),
        ("Al-Fatih", ("al", "fatih")),
        ("Zoë", ("zoe",)),
        ("H", ("h",)),
        ("binti Sukardi", ("binti", "sukardi")),
        (" . ", ()),
    ],
)
def test_titles_degrees_and_the_fathers_name_are_no_part_of_a_name(
    written: str, words: tuple[str, ...]
) -> None:
    assert tokens(written) == words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("soekarno", "sukarno"),
        ("tjitra", "citra"),
        ("djoko", "jaka"),
        ("sjahrul", "syahrul"),
        ("jusuf", "yusuf"),
        ("achmad", "ahmat"),
        ("mochamad", "muhammad"),
        ("fadhli", "fadly"),
        ("syifa", "sifa"),
        ("zainal", "jaenal"),
        ("safitri", "syapitri"),
        ("nabilah", "nabilla"),
        ("ramadhan", "romadon"),
        ("khairul", "choirul"),
        ("satriya", "satria"),
        ("arief", "arif"),
        ("naufal", "nofal"),
        ("suwarni", "suarni"),
        ("luqman", "lukman"),
    ],
)
def test_one_sound_has_one_spelling(one: str, other: str) -> None:
    assert sound(one) == sound(other)


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        ("Muhammad Rizki", "Moh. Rizky", Alike.SAME),
        ("Siti Nur'aini", "Nuraini Siti", Alike.SAME),
        ("Nur Aini", "Nuraini", Alike.SAME),
        ("Rizki Pratama", "Rixki Pratama", Alike.NEAR),
        ("Rizki Pratama", "Rizki P.", Alike.PART),
        ("Muhammad Rizki Pratama", "Rizki Pratama", Alike.PART),
        ("Kurniawan", "Kurnia", Alike.PART),
        ("Muhammad Rizki", "Muhammad", Alike.OTHER),
        ("Ahmad Hasan", "Ahmad Husein", Alike.OTHER),
        ("Siti Aminah", "Siti Aisyah", Alike.OTHER),
        ("Dina", "Dini", Alike.OTHER),
        ("Salma", "Salwa", Alike.OTHER),
        ("Rizki", "Ayu Putri Rizki Lestari", Alike.OTHER),
        ("", "Rizki", Alike.OTHER),
    ],
)
def test_names_are_compared_word_by_word(one: str, other: str, level: Alike) -> None:
    assert alike(tokens(one), tokens(other)) is level


def test_a_mothers_name_is_alike_by_one_word() -> None:
    assert alike_mothers(tokens("Hj. Sri Soelastri"), tokens("Sulastri"))
    assert not alike_mothers(tokens("Suparti"), tokens("Suwarni"))


@given(NAMES, NAMES)
def test_likeness_knows_no_order(one: str, other: str) -> None:
    mine, theirs = tokens(one), tokens(other)
    assert alike(mine, theirs) is alike(theirs, mine)
    assert alike_mothers(mine, theirs) is alike_mothers(theirs, mine)
    assert distance(one, other) == distance(other, one)


@given(NAMES)
def test_a_name_is_like_itself(name: str) -> None:
    words = tokens(name)
    assert not words or alike(words, words) is Alike.SAME
    assert all(keys(name))


@pytest.mark.parametrize("slip", ["rizkki", "rizi", "ruzki", "riki", "irzki"])
def test_a_slip_of_a_finger_is_forgiven(slip: str) -> None:
    assert is_slip("rizki", slip)


def test_most_spellings_of_a_name_are_found_by_its_key() -> None:
    pairs = [(known[0], other) for known in SPELLINGS.values() for other in known[1:]]
    found = [pair for pair in pairs if keys(pair[0]) & keys(pair[1])]
    assert len(found) / len(pairs) > 0.9


def test_the_likeliest_name_comes_first() -> None:
    found = ["Rizki Aditya", "Muhammad Rizki", "Mohamad Rizky Ramadhan", "Muhammad Ridwan"]
    wanted = tokens("Muhammad Rizki")
    ranked = sorted(found, key=lambda name: -likeness(wanted, tokens(name)))
    assert ranked[:2] == ["Muhammad Rizki", "Mohamad Rizky Ramadhan"]
