"""Catalogues: the same sentences in every language, with the same blanks to fill in."""

from __future__ import annotations

import string
from pathlib import Path

import pytest

from queue_core.foundation.messages import Catalogue, load_catalogues
from queue_core.foundation.profile import read_profile

ROOT = Path(__file__).parents[2]
ROOMS = ("kiosk", "display_board", "queue_core", "reading_corner", "devices")
FOLDERS = sorted(
    folder for room in ROOMS for folder in (ROOT / room).rglob("messages") if list(folder.glob("*.toml"))
)
OFFICES = [read_profile(file.stem).office for file in (ROOT / "queue_core" / "profiles").glob("*.toml")]
LANGUAGES = {language for office in OFFICES for language in office.languages}


def catalogues_of(folder: Path) -> dict[str, Catalogue]:
    return load_catalogues(".".join(folder.parent.relative_to(ROOT).parts))


def blanks(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


def needed_blanks(catalogue: Catalogue) -> dict[str, set[str]]:
    """What each sentence leaves open; the one of a single thing may say its number in a word."""
    return {
        key: blanks(text) - ({"number"} if key.endswith(".one") else set())
        for key, text in catalogue.sentences.items()
    }


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: str(folder.relative_to(ROOT)))
def test_every_language_has_the_same_sentences_with_the_same_blanks(folder: Path) -> None:
    found = catalogues_of(folder)
    assert set(found) >= LANGUAGES
    first, *others = (needed_blanks(catalogue) for catalogue in found.values())
    assert all(other == first for other in others)


def test_every_language_of_a_tickets_page_has_its_sentences() -> None:
    wanted = {language for office in OFFICES for language in office.page_languages}
    assert set(load_catalogues("queue_core.server")) >= wanted | LANGUAGES


def test_a_sentence_is_filled_in_and_an_unknown_one_is_an_error() -> None:
    catalogue = Catalogue("en", {"ahead.one": "{number} family", "ahead.other": "{number} families"})
    assert catalogue.count("ahead", 1) == "1 family"
    assert catalogue.count("ahead", 2) == "2 families"
    with pytest.raises(KeyError):
        catalogue.say("behind")
