"""Every ending, standing and refusal has its sentence, and the page asks for no other."""

from __future__ import annotations

import re
from importlib.resources import files

from kiosk.flow import NOT_ENROLLED_CAUSES, Ending, Standing, refusal_key, sentence_key
from queue_core.foundation.messages import load_catalogues
from queue_core.tickets.rules.hours import Standing as OfferStanding

CATALOGUES = load_catalogues("kiosk")
SENTENCES = CATALOGUES["id"].sentences


def test_every_ending_has_a_title_and_a_text() -> None:
    keys = {sentence_key(ending) for ending in Ending if ending is not Ending.REFUSED}
    assert not {f"{key}.{part}" for key in keys for part in ("title", "text")} - set(SENTENCES)


def test_every_refusal_that_has_words_has_a_title_and_a_text() -> None:
    told = {key.rsplit(".", 1)[0] for key in SENTENCES if key.startswith("problem.")}
    assert told > {refusal_key(cause) for cause in (*NOT_ENROLLED_CAUSES, "unknown-appointment", "other")}
    assert not {f"{key}.{part}" for key in told for part in ("title", "text")} - set(SENTENCES)


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
