"""The console's sentences: every refusal has words, and the officer goes from language to language."""

import importlib
import pkgutil
from collections.abc import Iterator
from dataclasses import replace
from types import ModuleType

import pytest

from queue_core.client.problems import CoreUnreachable
from queue_core.foundation.errors import KerakError
from queue_core.foundation.messages import load_catalogues
from queue_core.officer.shift import FIGURES
from queue_core.officer.state import Action
from tests.officer.fakes import FakeCore, refusal, shift_with

CATALOGUES = load_catalogues("queue_core.officer")
ROOMS = ("access", "tickets", "sop", "stock", "kia", "feedback")
MODULES = ["foundation.errors", *(f"{room}.errors" for room in ROOMS), "web.problems"]


def modules_of(name: str) -> Iterator[ModuleType]:
    """The module, and those inside where it is a folder."""
    module = importlib.import_module(f"queue_core.{name}")
    yield module
    for inner in pkgutil.iter_modules(getattr(module, "__path__", [])):
        yield importlib.import_module(f"{module.__name__}.{inner.name}")


def slugs() -> set[str]:
    modules = [module for name in MODULES for module in modules_of(name)]
    things = [thing for module in modules for thing in vars(module).values()]
    return {one.slug for one in things if isinstance(one, type) and issubclass(one, KerakError)}


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
    assert shift_with(FakeCore(), language="xx").say("login.submit") == "Masuk"


def test_the_languages_are_those_of_the_catalogues_and_come_round() -> None:
    shift = shift_with(FakeCore())
    shift.catalogues = CATALOGUES | {"xx": replace(CATALOGUES["id"], language="xx")}
    heard = []
    for _ in shift.catalogues:
        heard.append(shift.language)
        shift.next_language()
    assert sorted(heard) == sorted(shift.catalogues)
    assert shift.language == heard[0] == "id"


def test_from_an_unknown_language_the_key_leads_to_a_known_one() -> None:
    shift = shift_with(FakeCore(), language="xx")
    shift.next_language()
    assert shift.language in CATALOGUES
