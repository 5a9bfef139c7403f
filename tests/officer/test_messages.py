"""The console's sentences: both languages say the same things, and every refusal has words."""

import importlib
import string
from dataclasses import replace

import pytest

from queue_core.client.problems import CoreUnreachable
from queue_core.foundation.errors import KerakError
from queue_core.foundation.messages import load_catalogues
from queue_core.officer.shift import FIGURES
from queue_core.officer.state import Action
from tests.officer.fakes import FakeCore, refusal, shift_with

CATALOGUES = load_catalogues("queue_core.officer")
ROOMS = ("access", "tickets", "sop", "kia", "feedback")
MODULES = ["foundation.errors", *(f"{room}.errors" for room in ROOMS), "web.problems"]


def slugs() -> set[str]:
    modules = [importlib.import_module(f"queue_core.{name}") for name in MODULES]
    things = [thing for module in modules for thing in vars(module).values()]
    return {one.slug for one in things if isinstance(one, type) and issubclass(one, KerakError)}


def fields(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


def test_both_languages_have_the_same_sentences_with_the_same_blanks() -> None:
    first, second = (CATALOGUES[language].sentences for language in ("id", "en"))
    assert set(first) == set(second)
    plural = {"ticket.calls.one"}
    assert [key for key in first if fields(first[key]) != fields(second[key]) and key not in plural] == []


@pytest.mark.parametrize("language", sorted(CATALOGUES))
@pytest.mark.parametrize("slug", sorted(slugs() | {CoreUnreachable.slug}))
def test_every_cause_that_the_core_may_answer_has_a_sentence(slug: str, language: str) -> None:
    assert CATALOGUES[language].say(f"problem.{slug}", **FIGURES)


def test_a_cause_that_is_not_known_is_told_as_it_came() -> None:
    assert shift_with(FakeCore()).problem(refusal("of-tomorrow")).startswith("detail as it came")


@pytest.mark.parametrize("action", Action)
def test_every_action_has_a_label_and_an_outcome(action: Action) -> None:
    said = CATALOGUES["id"].sentences
    assert {f"key.{action}", f"done.{action}"} <= set(said)


def test_an_unknown_language_falls_back_to_indonesian() -> None:
    assert shift_with(FakeCore(), language="jv").say("login.submit") == "Masuk"


def test_the_languages_are_those_of_the_catalogues_and_come_round() -> None:
    shift = shift_with(FakeCore())
    shift.catalogues = CATALOGUES | {"jv": replace(CATALOGUES["id"], language="jv")}
    heard = []
    for _ in range(4):
        heard.append(shift.language)
        shift.next_language()
    assert heard == ["id", "jv", "en", "id"]


def test_from_an_unknown_language_the_key_leads_to_a_known_one() -> None:
    shift = shift_with(FakeCore(), language="su")
    shift.next_language()
    assert shift.language == "en"
