"""All languages say the same things, and the pages ask for no sentence that is missing."""

from __future__ import annotations

import re
from importlib.resources import files
from string import Formatter

import pytest

from queue_core.foundation.messages import load_catalogues
from reading_corner.service.looks import read_looks

CATALOGUES = load_catalogues("reading_corner")
SENTENCES = CATALOGUES["id"].sentences


def names_in(sentence: str) -> set[str]:
    return {name for _, name, *_ in Formatter().parse(sentence) if name}


@pytest.mark.parametrize("language", ["en", "jv"])
def test_every_language_has_the_same_sentences_with_the_same_names(language: str) -> None:
    others = CATALOGUES[language].sentences
    assert set(others) == set(SENTENCES)
    assert [key for key in SENTENCES if names_in(others[key]) != names_in(SENTENCES[key])] == []


def test_every_theme_and_colour_has_its_word() -> None:
    looks = read_looks()
    keys = {f"theme.{one.key}" for one in looks.themes} | {f"colour.{one.key}" for one in looks.colours}
    assert keys - set(SENTENCES) == set()


def test_the_pages_ask_for_no_sentence_that_is_missing() -> None:
    folder = files("reading_corner").joinpath("templates")
    pages = "\n".join(one.read_text() for one in folder.iterdir() if one.name.endswith(".html"))
    said = set(re.findall(r'say\("([a-z_.]+)"[,)]', pages))
    assert len(said) > 15
    assert said - set(SENTENCES) == set()
