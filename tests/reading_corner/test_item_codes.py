"""A copy's code notices every slip, and is taken for nothing else."""

from __future__ import annotations

import re
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import isbn

from queue_core.tickets.rules.numbers import NUMBER
from reading_corner.rules.item_codes import LARGEST, is_item_code, item_code, serial_of
from reading_corner.rules.readers import card_code, scanned

SERIALS = st.integers(1, LARGEST)
SIGNS = string.digits + string.ascii_uppercase


@given(SERIALS)
def test_a_code_is_right_and_tells_its_serial(serial: int) -> None:
    assert is_item_code(item_code(serial))
    assert serial_of(item_code(serial)) == serial


def test_a_code_looks_as_the_labels_say() -> None:
    assert item_code(42) == "B00004251"


@given(SERIALS, st.integers(0, 8), st.sampled_from(SIGNS))
def test_every_wrong_sign_is_noticed(serial: int, place: int, sign: str) -> None:
    code = item_code(serial)
    wrong = code[:place] + sign + code[place + 1 :]
    assert is_item_code(wrong) == (wrong == code)


@given(SERIALS, st.integers(0, 7))
def test_neighbours_that_changed_places_are_noticed(serial: int, place: int) -> None:
    code = item_code(serial)
    swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    assert is_item_code(swapped) == (swapped == code)


@given(SERIALS)
def test_a_code_is_never_an_isbn_nor_its_digits(serial: int) -> None:
    code = item_code(serial)
    assert not isbn.is_valid(code)
    assert not isbn.is_valid(code[1:])


@given(SERIALS)
def test_a_code_is_nobody_who_borrows(serial: int) -> None:
    code = item_code(serial)
    assert not re.fullmatch(NUMBER, code)
    assert scanned(code) is None


@given(SERIALS)
def test_a_readers_card_is_no_copy(serial: int) -> None:
    assert not is_item_code(card_code(serial))


@pytest.mark.parametrize("code", ["B00001", "02266.1", "CE4-AA-002-1", "", "B", "A012", "B\u0660" * 4])
def test_codes_of_other_systems_are_not_the_corners_own(code: str) -> None:
    assert serial_of(code) is None


@pytest.mark.parametrize("serial", [0, -1, LARGEST + 1])
def test_there_is_no_code_of_a_serial_that_does_not_fit(serial: int) -> None:
    with pytest.raises(ValueError, match="no serial"):
        item_code(serial)
