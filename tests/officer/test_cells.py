"""Cells of somebody's list: what they tell, and what would have to be guessed and is refused."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime, timedelta
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from queue_core.kia.rules.listing import RowFault
from queue_core.officer.cells import (
    BadCell,
    Cell,
    day_of,
    digits_of,
    village_codes,
    village_of,
    words_of,
    yes_or_no,
)
from tests.officer.fakes import PROFILE

NIK, BORN = "9901015708150001", date(2015, 8, 17)
CODES = village_codes(PROFILE.villages)
KARANG_TENGAH = "33.02.20.2004"
MIDNIGHT = datetime(2015, 8, 17)  # noqa: DTZ001  a spreadsheet knows no zones
SMALLER = 3301015708150001
"""Of sixteen digits, and below 2**53: a number in which nothing is lost."""


def fault(read: object, cell: Cell) -> RowFault:
    with pytest.raises(BadCell) as bad:
        read(cell)  # type: ignore[operator]
    return bad.value.fault


@pytest.mark.parametrize(
    "cell",
    [
        NIK,
        f"'{NIK}",
        f" {NIK}\u00a0",
        "9901 0157 0815 0001",
        "990101-570815-0001",
        "99.01.01.570815.0001",
        int(NIK),
    ],
)
def test_a_nik_is_read_however_it_was_typed(cell: Cell) -> None:
    assert digits_of(cell) == NIK


@pytest.mark.parametrize("cell", [SMALLER, float(SMALLER), f"{SMALLER}.0", f"{SMALLER},00"])
def test_a_nik_as_a_number_is_read_where_no_digit_was_lost(cell: Cell) -> None:
    assert digits_of(cell) == str(SMALLER)


@pytest.mark.parametrize("cell", ["9.90102E+15", "9,90102E+15", "9901015708150001E0", "9.9e15"])
def test_a_nik_in_scientific_notation_is_refused(cell: Cell) -> None:
    assert fault(digits_of, cell) is RowFault.SCIENTIFIC


@pytest.mark.parametrize(
    "cell", [9901015708150000, 9901015708150001.0, "9901015708150000.0", 3301015708150000.0]
)
def test_a_nik_that_a_spreadsheet_has_rounded_is_refused(cell: Cell) -> None:
    assert fault(digits_of, cell) is RowFault.ROUNDED


@pytest.mark.parametrize("cell", ["17-08-2015", "17/08/2015", "17.8.2015", "17 08 2015", "17-08-15"])
def test_a_day_is_read_in_the_indonesian_order(cell: Cell) -> None:
    assert day_of(cell) == BORN


@pytest.mark.parametrize("cell", ["17 Agustus 2015", "17 Ags 2015", "17-Aug-2015", "17 august 2015"])
def test_a_month_is_read_by_its_name_in_indonesian_and_english(cell: Cell) -> None:
    assert day_of(cell) == BORN


@pytest.mark.parametrize("cell", ["2015-08-17", "2015/8/17", "2015-08-17T00:00:00", "17/08/2015 00:00:00"])
def test_a_day_is_read_as_programs_write_it(cell: Cell) -> None:
    assert day_of(cell) == BORN


@pytest.mark.parametrize("cell", [42233, 42233.0, "42233", "42233.5", BORN, MIDNIGHT, "Banyumas, 17-08-2015"])
def test_a_day_is_read_from_a_cell_for_days_and_behind_a_place(cell: Cell) -> None:
    assert day_of(cell) == BORN


@pytest.mark.parametrize(
    "cell", ["08/17/2015", "31-02-2015", "17-08", "Agustus 2015", "1708", 99_999, "x", True, "٣-٠٨-٢٠١٥"]
)
def test_what_is_no_day_is_refused(cell: Cell) -> None:
    assert fault(day_of, cell) is RowFault.NOT_A_DAY


@given(st.dates(date(1955, 1, 1), date(2100, 1, 1)))
def test_serial_numbers_count_days_as_spreadsheets_do(day: date) -> None:
    assert day_of((day - date(1899, 12, 30)) // timedelta(days=1)) == day


@given(st.text("0123456789-/., TtEe'_\x00\u00a0\u0663jan", max_size=20))
def test_no_text_is_a_fault_of_the_program(text: str) -> None:
    for read in (digits_of, day_of, words_of, yes_or_no, partial(village_of, codes=CODES)):
        with suppress(BadCell):
            read(text)


@pytest.mark.parametrize(
    "cell", ["Karang Tengah", "KARANGTENGAH", "Desa Karang Tengah", "33.02.20.2004", 3302202004]
)
def test_a_village_is_known_by_its_name_and_its_code(cell: Cell) -> None:
    assert village_of(cell, CODES) == KARANG_TENGAH


def test_a_village_of_another_sub_district_is_refused() -> None:
    assert fault(lambda cell: village_of(cell, CODES), "Sokaraja") is RowFault.UNKNOWN_VILLAGE
    assert fault(lambda cell: village_of(cell, CODES), " ") is RowFault.MISSING


def test_yes_and_no_are_read_as_they_are_ticked() -> None:
    assert [yes_or_no(cell) for cell in ("Ya", "SUDAH", 1, True, "v")] == [True] * 5
    assert [yes_or_no(cell) for cell in ("tidak", "Belum", 0, False, "belum punya")] == [False] * 5
    assert [yes_or_no(cell) for cell in (None, "", "-")] == [None] * 3
    assert fault(yes_or_no, "mungkin") is RowFault.NOT_YES_OR_NO


def test_words_stand_on_one_line_and_hold_no_hidden_signs() -> None:
    assert words_of(" Siti \n Nur'aini\t") == "Siti Nur'aini"
    assert fault(words_of, "Siti\x07") is RowFault.UNPRINTABLE
    assert fault(words_of, "Siti\u202egnol") is RowFault.UNPRINTABLE
    assert fault(words_of, "a" * 201) is RowFault.TOO_LONG
