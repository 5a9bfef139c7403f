"""The same child again: certain by NIK, suspected by name, birth date and mother; twins pass."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from queue_core.kia.rules.again import is_expected, is_next_card_due
from queue_core.kia.rules.age import LeapBirthday
from queue_core.kia.rules.life import FileState
from queue_core.kia.rules.matching import Dates, Facts, Sureness, Trait, fit, match, near_dates
from queue_core.kia.rules.names import tokens
from queue_core.kia.rules.nik import Sex
from tests.kia.generated.children import JUDGING_SEED, TUNING_SEED, town
from tests.kia.judging import judged

BORN = date(2015, 8, 7)
CHILD = Facts(tokens("Muhammad Rizki Pratama"), "9901010708150001", BORN, tokens("Sulastri"), Sex.MALE)


def beside(name: str, born: date = BORN, mother: str = "Sulastri", nik: str = "") -> Facts:
    return Facts(tokens(name), nik, born, tokens(mother), Sex.MALE)


def test_the_same_nik_is_certain_whatever_the_name() -> None:
    found = match(CHILD, beside("Budi", date(2016, 1, 1), "Tukinem", CHILD.nik))
    assert found is not None
    assert (found.sureness, found.traits) == (Sureness.CERTAIN, (Trait.NIK,))


def test_no_nik_is_no_same_nik() -> None:
    assert match(replace(CHILD, nik=""), beside("Budi")) is None


@pytest.mark.parametrize(
    "again",
    [
        beside("Moh. Rizky Pratama"),
        beside("M. Rizki P."),
        beside("Rizki Pratama", mother="Hj. Soelastri, S.Pd"),
        beside("Muhammad Rizki Pratama", mother=""),
        beside("Muhammad Rizki Pratama", born=date(2015, 7, 8)),
        beside("Muhammad Rixki Pratama", born=date(2016, 8, 7)),
    ],
)
def test_a_child_that_comes_again_is_suspected(again: Facts) -> None:
    found = match(CHILD, again)
    assert found is not None
    assert found.sureness is Sureness.SUSPICION
    assert match(again, CHILD) == found


@pytest.mark.parametrize(
    "other",
    [
        beside("Muhammad Hasan Pratama"),
        beside("Aditya"),
        beside("Muhammad Rizki Pratama", mother="Tukinem"),
        beside("Muhammad Rizki Pratama", born=date(2014, 3, 1)),
        beside("Muhammad Rizki", born=date(2015, 8, 17), mother=""),
    ],
)
def test_twins_siblings_and_namesakes_pass(other: Facts) -> None:
    assert match(CHILD, other) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [("Hasan", "Husein"), ("Siti Aminah", "Siti Aisyah"), ("Dina", "Dini"), ("Putra", "Putri")],
)
def test_twins_are_told_apart_by_one_name(one: str, other: str) -> None:
    assert match(beside(one), beside(other)) is None


def test_twins_of_two_sexes_pass_with_names_that_are_near() -> None:
    assert match(beside("Rian Aditya"), replace(beside("Riana Aditya"), sex=Sex.FEMALE)) is None


def test_every_near_date_is_one_slip_away_and_the_other_way_round() -> None:
    near = set(near_dates(BORN))
    assert all(fit(BORN, one) is Dates.SLIP for one in near)
    assert all(BORN in set(near_dates(one)) for one in near)


@pytest.mark.parametrize(
    ("state", "replaces", "next_card", "expected"),
    [
        (FileState.HANDED_OVER, True, False, True),
        (FileState.HANDED_OVER, False, True, True),
        (FileState.HANDED_OVER, False, False, False),
        (FileState.READY, True, True, False),
    ],
)
def test_a_card_that_was_handed_over_is_followed_by_another_when_it_is_due(
    state: FileState, replaces: bool, next_card: bool, expected: bool
) -> None:
    assert is_expected(state, replaces=replaces, next_card=next_card) is expected


def test_the_next_card_is_due_from_the_fifth_birthday() -> None:
    handed_over, leap = date(2018, 1, 2), LeapBirthday.MARCH_1
    assert not is_next_card_due(BORN, handed_over, date(2020, 8, 6), leap)
    assert is_next_card_due(BORN, handed_over, date(2020, 8, 7), leap)
    assert not is_next_card_due(BORN, date(2020, 8, 7), date(2021, 8, 7), leap)


def test_of_a_made_up_town_who_comes_again_is_found_and_few_others() -> None:
    found = judged(town(TUNING_SEED, families=600, coming=200))
    assert found.recall >= 0.97
    assert found.precision >= 0.95


@pytest.mark.soak
def test_of_a_whole_made_up_town_99_in_a_hundred_are_found_and_95_suspicions_are_right() -> None:
    found = judged(town(JUDGING_SEED, families=40_000, coming=10_000))
    print(found, found.recall, found.precision)  # noqa: T201  told in docs/matching.md
    assert found.recall >= 0.99
    assert found.precision >= 0.95
