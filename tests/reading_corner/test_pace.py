"""How long a title takes, and what fits into a wait."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reading_corner.rules.pace import Length, fitting, minutes_of, suits, words_a_minute

AGES = st.integers(0, 99)
LENGTHS = st.builds(
    Length, pages=st.none() | st.integers(1, 2_000), age_from=st.none() | st.integers(0, 9), age_to=st.none()
)


@pytest.mark.parametrize(("age", "words"), [(3, 120), (7, 29), (9, 97), (12, 145), (15, 145), (40, 238)])
def test_a_reader_gets_on_as_the_norms_of_the_age_say(age: int, words: int) -> None:
    assert words_a_minute(age) == words


@pytest.mark.parametrize(
    ("length", "age", "minutes"),
    [
        (Length(24, 3), 5, 6),
        (Length(24, 3), None, 9),
        (Length(32, 7), 8, 31),
        (Length(1, 3), 30, 1),
        (Length(200, 16), 40, 211),
        (Length(32), 9, 10),
        (Length(None, 3), 5, None),
    ],
)
def test_pages_become_minutes_by_age(length: Length, age: int | None, minutes: int | None) -> None:
    assert minutes_of(length, age) == minutes


@pytest.mark.parametrize(("age", "fits"), [(None, True), (2, False), (3, True), (6, True), (7, False)])
def test_a_title_suits_its_ages(age: int | None, fits: bool) -> None:
    assert suits(Length(24, 3, 6), age) is fits


@given(st.dictionaries(st.integers(), LENGTHS), st.integers(0, 300), AGES)
def test_whatever_fits_is_finished_in_time_and_the_longest_comes_first(
    lengths: dict[int, Length], minutes: int, age: int
) -> None:
    needed = [minutes_of(lengths[key], age) or 0 for key in fitting(lengths, minutes, age)]
    assert all(0 < one <= minutes for one in needed)
    assert needed == sorted(needed, reverse=True)


@given(st.dictionaries(st.integers(), LENGTHS), st.integers(0, 300), AGES)
def test_more_time_never_takes_a_title_away(lengths: dict[int, Length], minutes: int, age: int) -> None:
    assert set(fitting(lengths, minutes, age)) <= set(fitting(lengths, minutes + 5, age))


@given(LENGTHS, AGES, st.integers(1, 500))
def test_a_thicker_book_of_its_kind_takes_no_less_time(length: Length, age: int, more: int) -> None:
    if length.pages and length.age_from is not None:
        thicker = Length(length.pages + more, length.age_from)
        assert (minutes_of(thicker, age) or 0) >= (minutes_of(length, age) or 0)
