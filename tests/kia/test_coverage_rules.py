"""Who should have a card and who has one: per cent, months, and what stays out of what is published."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from queue_core.kia.rules.age import LeapBirthday
from queue_core.kia.rules.coverage import (
    Ownership,
    end_of,
    hidden,
    latest_months,
    month_of_leaving,
    percent,
    total,
)
from queue_core.kia.rules.listing import (
    Facts,
    ListedState,
    ListField,
    RowFault,
    Wrong,
    Yardstick,
    judge,
    same_child,
    state_on,
)

FIRST_OF_MARCH, DAY = LeapBirthday.MARCH_1, date(2021, 2, 8)
ZONES = ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura")
COUNTS = st.integers(0, 50_000)


def test_balangan_told_9033_of_38445_children_as_23_50_per_cent_in_2020() -> None:
    assert percent(Ownership(38_445, 9_033)) == Decimal("23.50")


def test_a_year_later_it_told_55_37_per_cent_which_are_21287_of_as_many() -> None:
    assert percent(Ownership(38_445, 21_287)) == Decimal("55.37")


@pytest.mark.parametrize(("due", "has", "told"), [(8, 1, "12.50"), (800, 1, "0.13"), (3, 2, "66.67")])
def test_a_half_is_rounded_up(due: int, has: int, told: str) -> None:
    assert percent(Ownership(due, has)) == Decimal(told)


def test_where_no_child_should_have_a_card_there_is_no_per_cent() -> None:
    assert percent(Ownership(0, 0)) is None


@given(due=st.integers(1, 50_000), has=COUNTS)
def test_a_per_cent_is_never_further_off_than_half_of_its_last_digit(due: int, has: int) -> None:
    told = percent(Ownership(due, min(due, has)))
    assert told is not None
    assert abs(told * due - 100 * min(due, has)) * 200 <= due


def test_the_months_up_to_a_day_come_earliest_first_over_a_new_year() -> None:
    assert latest_months(date(2021, 2, 28), 4) == ("2020-11", "2020-12", "2021-01", "2021-02")


@pytest.mark.parametrize("zone", ZONES)
def test_a_month_ends_at_midnight_on_the_offices_own_clock(zone: str) -> None:
    assert end_of("2020-12", ZoneInfo(zone)) == datetime(2021, 1, 1, tzinfo=ZoneInfo(zone))
    assert end_of("2024-02", ZoneInfo(zone)).date() == date(2024, 3, 1)


@pytest.mark.parametrize(
    ("leap", "month"), [(LeapBirthday.MARCH_1, "2025-03"), (LeapBirthday.FEBRUARY_28, "2025-02")]
)
def test_a_child_leaves_in_the_month_of_the_seventeenth_birthday_by_the_offices_rule(
    leap: LeapBirthday, month: str
) -> None:
    assert month_of_leaving(date(2008, 2, 29), leap) == month
    assert month_of_leaving(date(2004, 12, 31), leap) == "2021-12"


def test_a_village_of_few_children_is_hidden_with_the_next_smallest() -> None:
    figures = {"a": Ownership(100, 40), "b": Ownership(30, 10), "c": Ownership(12, 9), "d": Ownership(0, 0)}
    assert hidden(figures, 5) == {"c", "b"}
    assert hidden(figures, 2) == frozenset()


@given(figures=st.dictionaries(st.sampled_from("abcdefgh"), st.tuples(COUNTS, COUNTS)))
def test_nothing_that_is_published_lets_a_hidden_figure_be_subtracted(
    figures: dict[str, tuple[int, int]],
) -> None:
    villages = {code: Ownership(due, min(due, has)) for code, (due, has) in figures.items()}
    left_out = hidden(villages, 5)
    told = {code for code in villages if code not in left_out}
    assert all(
        of == 0 or of >= 5
        for code in told
        for of in (*villages[code], villages[code].due - villages[code].has)
    )
    others = [code for code in told if villages[code].due]
    assert len(left_out) != 1 or not others
    assert total(villages.values()).due == sum(of.due for of in villages.values())


def facts(**more: object) -> Facts:
    known = Facts("Ratna", "9901015708150001", date(2015, 8, 17), "Sulastri", "33.02.20.2009")
    return known._replace(**more)  # type: ignore[arg-type]  # NamedTuple's own


def wrong(**more: object) -> list[Wrong]:
    return list(judge(facts(**more), Yardstick(DAY, FIRST_OF_MARCH, {"33.02.20.2009"})))


@pytest.mark.parametrize(
    ("field", "value", "fault"),
    [
        (ListField.NAME, "", RowFault.MISSING),
        (ListField.NIK, "123", RowFault.NOT_SIXTEEN_DIGITS),
        (ListField.NIK, "9901015713150001", RowFault.NO_SUCH_DAY),
        (ListField.BIRTH_DATE, date(2021, 2, 9), RowFault.NOT_YET_BORN),
        (ListField.BIRTH_DATE, date(2004, 2, 8), RowFault.SEVENTEEN_OR_OVER),
        (ListField.VILLAGE, "33.02.21.2001", RowFault.UNKNOWN_VILLAGE),
    ],
)
def test_what_keeps_a_child_off_the_list_is_named(field: ListField, value: object, fault: RowFault) -> None:
    assert wrong(**{field: value}) == [Wrong(field, fault)]


def test_a_nik_that_disagrees_with_the_birth_date_keeps_no_child_off_the_list() -> None:
    assert wrong(nik="9901010101100001") == []


def test_without_a_nik_the_mother_is_needed_to_know_the_child_again() -> None:
    assert wrong(nik="") == []
    assert wrong(nik="", mother="") == [Wrong(ListField.MOTHER, RowFault.MOTHER_OR_NIK)]


def test_a_child_is_the_same_however_its_names_are_written() -> None:
    born = date(2015, 8, 17)
    assert same_child("Nur 'Aini", born, "SULASTRI ") == same_child("nur aini", born, "Sulastri")
    assert same_child("Nur Aini", born, "Sulastri") != same_child("Nur Aini", born, "Sutarmi")


def test_whoever_turns_seventeen_is_off_the_list_on_that_day() -> None:
    born, before = date(2004, 2, 8), date(2021, 2, 7)
    assert state_on(ListedState.WITHOUT_CARD, born, before, FIRST_OF_MARCH) is ListedState.WITHOUT_CARD
    assert state_on(ListedState.WITHOUT_CARD, born, DAY, FIRST_OF_MARCH) is ListedState.SEVENTEEN
    assert state_on(ListedState.DIED, born, DAY, FIRST_OF_MARCH) is ListedState.DIED
