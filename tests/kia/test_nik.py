"""The numbers of people and of family cards: right, doubtful, or impossible, with the reason."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from queue_core.kia.rules.nik import Doubt, Fault, Sex, Verdict, judge_family_card, judge_nik, masked
from queue_core.kia.rules.regions import PROVINCES

TODAY = date(2026, 11, 25)
SIXTEEN = 16
regions = st.builds(
    "{}{:02}{:02}".format, st.sampled_from(sorted(PROVINCES)), st.integers(1, 99), st.integers(1, 99)
)
serials = st.integers(1, 9999)
births = st.dates(date(1930, 1, 1), date(2029, 12, 31))


def nik(region: str, born: date, sex: Sex, serial: int) -> str:
    """As a civil registry would give it."""
    day = born.day + (40 if sex is Sex.FEMALE else 0)
    return f"{region}{day:02}{born:%m%y}{serial:04}"


@given(region=regions, born=births, sex=st.sampled_from(Sex), serial=serials)
def test_what_a_registry_gives_is_right(region: str, born: date, sex: Sex, serial: int) -> None:
    number = nik(region, born, sex, serial)
    assert judge_nik(number, born, sex).is_right
    assert judge_nik(number).is_right


@given(region=regions, born=births, stated=births, serial=serials)
def test_another_birth_date_is_a_doubt_and_no_more(
    region: str, born: date, stated: date, serial: int
) -> None:
    assume(f"{born:%d%m%y}" != f"{stated:%d%m%y}")
    assert judge_nik(nik(region, born, Sex.MALE, serial), stated).doubts == (Doubt.BIRTH_DATE,)


@given(region=regions, born=births, sex=st.sampled_from(Sex), serial=serials)
def test_the_other_sex_is_a_doubt_and_no_more(region: str, born: date, sex: Sex, serial: int) -> None:
    other = Sex.MALE if sex is Sex.FEMALE else Sex.FEMALE
    assert judge_nik(nik(region, born, sex, serial), born, other) == Verdict(doubts=(Doubt.SEX,))


@pytest.mark.parametrize("region", ["991234", "001234", "200101", "330020", "330200"])
def test_a_region_that_nobody_knows_is_a_doubt(region: str) -> None:
    assert judge_nik(f"{region}0101150001").doubts == (Doubt.REGION,)


def test_a_serial_of_noughts_is_a_doubt() -> None:
    assert judge_nik("3302200101150000").doubts == (Doubt.SERIAL,)


@pytest.mark.parametrize(
    "number",
    [
        "",
        "330220010115001",
        "33022001011500011",
        "3302-200101150001",
        "33022001 1150001",
        "٣٣٠٢٢٠٠١٠١١٥٠٠٠١",
        "330220010115000²",
    ],
)
def test_anything_but_sixteen_digits_is_impossible(number: str) -> None:
    assert judge_nik(number).fault is Fault.NOT_SIXTEEN_DIGITS
    assert judge_family_card(number, TODAY).fault is Fault.NOT_SIXTEEN_DIGITS


@pytest.mark.parametrize(
    "day",
    [
        "000115",
        "320115",
        "400115",
        "720115",
        "990115",
        "300215",
        "700215",
        "290215",
        "010015",
        "011315",
        "310415",
    ],
)
def test_a_day_that_no_calendar_has_is_impossible(day: str) -> None:
    assert judge_nik(f"330220{day}0001").fault is Fault.NO_SUCH_DAY


def test_the_twenty_ninth_of_february_needs_a_leap_year() -> None:
    assert judge_nik("3171012902001234", date(2000, 2, 29), Sex.MALE).is_right
    assert judge_nik("3171012902011234").fault is Fault.NO_SUCH_DAY


def test_a_child_of_our_century_is_no_centenarian() -> None:
    assert judge_nik("3171011708150001", date(2015, 8, 17), Sex.MALE).is_right
    assert judge_nik("3171015708450001", date(1945, 8, 17), Sex.FEMALE).is_right


def test_the_day_of_a_family_card_is_never_raised() -> None:
    assert judge_family_card("3302200101150001", TODAY).is_right
    assert judge_family_card("3302204101150001", TODAY).fault is Fault.NO_SUCH_DAY


def test_a_family_card_of_a_day_to_come_is_a_doubt() -> None:
    assert judge_family_card("3302202511260001", TODAY).is_right
    assert judge_family_card("3302202611260001", TODAY).doubts == (Doubt.DAY_TO_COME,)


@given(st.text(alphabet="0123456789", min_size=SIXTEEN, max_size=SIXTEEN))
def test_a_masked_number_shows_its_last_four_digits_alone(number: str) -> None:
    shown = masked(number)
    assert shown == "•" * 12 + number[-4:]
