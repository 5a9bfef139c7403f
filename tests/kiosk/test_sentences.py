"""Every sentence stands in every language, and the page asks for no other."""

from __future__ import annotations

import re
from importlib.resources import files
from string import Formatter

from kiosk.flow import CAUSES_WITH_WORDS, Ending, Standing, sentence_key
from queue_core.foundation.messages import load_catalogues
from queue_core.tickets.rules.hours import Standing as OfferStanding

CATALOGUES = load_catalogues("kiosk")
SENTENCES = CATALOGUES["id"].sentences


def _names(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


def test_both_languages_have_the_same_keys() -> None:
    assert set(CATALOGUES) == {"id", "en"}
    assert set(CATALOGUES["en"].sentences) == set(SENTENCES)


def test_both_languages_fill_in_the_same_names() -> None:
    for key, sentence in SENTENCES.items():
        assert _names(CATALOGUES["en"].sentences[key]) == _names(sentence), key


def test_every_ending_has_a_title_and_a_text() -> None:
    keys = {sentence_key(ending) for ending in Ending}
    keys |= {sentence_key(Ending.REFUSED, cause) for cause in CAUSES_WITH_WORDS}
    assert not {f"{key}.{part}" for key in keys for part in ("title", "text")} - set(SENTENCES)


def test_every_standing_without_tickets_has_a_title_and_a_text() -> None:
    closed = set(Standing) - {Standing.READY, Standing.ALONE}
    keys = {f"{one}.{part}" for one in closed for part in ("title", "text")}
    assert not keys - set(SENTENCES)


def test_every_standing_of_a_service_has_words_for_its_tile() -> None:
    assert not {f"offer.{one}" for one in OfferStanding if one is not OfferStanding.OPEN} - set(SENTENCES)


def test_the_page_asks_for_no_sentence_that_is_missing() -> None:
    scripts = files("kiosk").joinpath("static").iterdir()
    text = "\n".join(file.read_text(encoding="utf-8") for file in scripts if file.name.endswith(".js"))
    said = set(re.findall(r'say\("([a-z_.]+)"', text))
    counted = {
        f"{key}.{form}" for key in re.findall(r'count\("([a-z_]+)"', text) for form in ("one", "other")
    }
    assert len(said) > 15
    assert not (said | counted) - set(SENTENCES)


def test_nothing_that_failed_is_called_a_success() -> None:
    for code, word in (("id", "berhasil"), ("en", "success")):
        assert not [key for key, text in CATALOGUES[code].sentences.items() if word in text.lower()]
