"""Which part of a picture is the photo, which background a child's has, and what speaks against it."""

from __future__ import annotations

import colorsys
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from queue_core.kia.rules.age import LeapBirthday
from queue_core.kia.rules.photo import (
    CLOSEST,
    WHOLE,
    Background,
    Box,
    Colour,
    Frame,
    Measured,
    PhotoDoubt,
    Size,
    background_for,
    bears_photo,
    colour_of,
    crop_box,
    doubts_of,
    main_colour,
    printed_size,
)
from tests.kia.filing import GOOD

SIZES = st.builds(Size, st.integers(50, 10_000), st.integers(50, 10_000))
FRAMES = st.builds(Frame, st.integers(0, WHOLE), st.integers(0, WHOLE), st.integers(WHOLE, CLOSEST))
LEAP = LeapBirthday.MARCH_1


def test_two_by_three_centimetres_at_300_dots_an_inch() -> None:
    assert printed_size(20, 30, 300) == (236, 354)
    assert printed_size(40, 60, 300) == (472, 709)


@given(source=SIZES, frame=FRAMES)
def test_the_frame_lies_inside_the_picture_and_has_the_shape_of_the_photo(source: Size, frame: Frame) -> None:
    box = crop_box(source, Size(236, 354), frame)
    assert 0 <= box.left < box.right <= source.width
    assert 0 <= box.top < box.bottom <= source.height
    width, height = box.right - box.left, box.bottom - box.top
    assert abs(width - height * 236 / 354) <= 1.5


def test_unmoved_the_frame_is_the_largest_there_is_in_the_middle_and_above() -> None:
    assert crop_box(Size(640, 480), Size(20, 30), Frame()) == Box(160, 0, 480, 480)
    assert crop_box(Size(400, 1000), Size(20, 30), Frame()) == Box(0, 100, 400, 700)


@given(source=SIZES, zoom=st.integers(WHOLE, CLOSEST))
def test_a_frame_moved_to_the_end_touches_it(source: Size, zoom: int) -> None:
    first, last = (crop_box(source, Size(20, 30), Frame(at, at, zoom)) for at in (0, WHOLE))
    assert (first.left, first.top) == (0, 0)
    assert (last.right, last.bottom) == source


@given(born=st.dates(date(2005, 1, 1), date(2030, 12, 31)))
def test_red_lies_behind_an_odd_birth_year_and_blue_behind_an_even_one(born: date) -> None:
    asked = background_for(Background.BY_BIRTH_YEAR, born)
    assert asked is (Colour.RED if str(born.year)[-1] in "13579" else Colour.BLUE)


def test_a_fixed_colour_or_none_asks_for_no_birth_date() -> None:
    assert background_for(Background.BY_BIRTH_YEAR, None) is None
    assert background_for(Background.ANY, date(2015, 8, 17)) is None
    assert background_for(Background.WHITE, None) is Colour.WHITE


@pytest.mark.parametrize(
    ("red", "green", "blue", "colour"),
    [
        (219, 18, 34, Colour.RED),
        (160, 25, 30, Colour.RED),
        (0, 106, 200, Colour.BLUE),
        (70, 110, 190, Colour.BLUE),
        (240, 240, 245, Colour.WHITE),
        (40, 150, 60, None),
        (128, 128, 128, None),
        (10, 5, 5, None),
        (230, 190, 170, None),
    ],
)
def test_a_colour_is_told_as_people_tell_it(red: int, green: int, blue: int, colour: Colour | None) -> None:
    hue, saturation, value = colorsys.rgb_to_hsv(red / 255, green / 255, blue / 255)
    assert colour_of(hue * 360, saturation, value) is colour


def test_most_of_the_border_has_to_be_of_one_colour() -> None:
    assert main_colour({Colour.RED: 70, None: 30}) is Colour.RED
    assert main_colour({Colour.RED: 69, None: 31}) is None
    assert main_colour({None: 100}) is None
    assert main_colour({}) is None


@pytest.mark.parametrize(
    ("measured", "doubt"),
    [
        ({"background": Colour.BLUE}, PhotoDoubt.BACKGROUND),
        ({"background": None}, PhotoDoubt.BACKGROUND),
        ({"detail": 0.9}, PhotoDoubt.COARSE),
        ({"sharpness": 5.0}, PhotoDoubt.BLURRED),
        ({"brightest": 60}, PhotoDoubt.DARK),
        ({"darkest": 180}, PhotoDoubt.BRIGHT),
    ],
)
def test_what_is_wrong_with_a_photo_is_told_by_name(measured: dict[str, object], doubt: PhotoDoubt) -> None:
    assert doubts_of(GOOD, Colour.RED) == ()
    assert doubts_of(Measured(**{**GOOD._asdict(), **measured}), Colour.RED) == (doubt,)


def test_any_background_will_do_where_none_is_asked_for() -> None:
    assert doubts_of(GOOD._replace(background=None), None) == ()


def test_a_card_bears_a_photo_from_the_fifth_birthday_on() -> None:
    born = date(2015, 8, 17)
    assert not bears_photo(born, date(2020, 8, 16), LEAP, 5)
    assert bears_photo(born, date(2020, 8, 17), LEAP, 5)
    assert not bears_photo(born, date(2014, 1, 1), LEAP, 0)
    assert not bears_photo(None, date(2020, 8, 17), LEAP, 0)
