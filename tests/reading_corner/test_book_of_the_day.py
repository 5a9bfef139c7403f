"""The book of the day: for children, at hand, the same all day, with a picture that costs a board little."""

from __future__ import annotations

import base64
import io
from datetime import date, timedelta

import pytest
from PIL import Image
from sqlalchemy import select, update

from queue_core.tickets.wire.corner import LONGEST_PICTURE, BookOfTheDay, Colour, ColouredShelf
from reading_corner.book_of_the_day import SIZE
from reading_corner.rules.shelf import Care, Where
from reading_corner.service.looks import read_looks
from reading_corner.store.tables import copy, loan, title
from tests.reading_corner.corner import CHILDREN, NOW, Corner, put

pytestmark = pytest.mark.database
MONDAY = date(2026, 11, 30)
DAYS = [MONDAY + timedelta(days=later) for later in range(len(CHILDREN))]


def book(corner: Corner, day: date = MONDAY) -> BookOfTheDay | None:
    return corner.book_of_the_day(day).book


def shown(corner: Corner, day: date = MONDAY) -> BookOfTheDay:
    told = book(corner, day)
    assert told is not None
    return told


def picture(told: BookOfTheDay) -> bytes:
    assert told.cover is not None
    return base64.b64decode(told.cover.partition("base64,")[2])


def lend(corner: Corner, name: str) -> None:
    """Somebody reads the book in the corner."""
    named = select(title.c.id).where(title.c.name == name)
    corner.lend(corner.shelf.read(lambda connection: connection.scalar(named)) or 0)


def go_home(corner: Corner) -> None:
    """Whatever is read in the corner is taken home."""
    home = {"where": Where.HOME, "due_at": NOW + timedelta(days=7)}
    corner.shelf.write(lambda connection, _: connection.execute(update(loan).values(home)))


@pytest.fixture
def bare(tmp_path_factory: pytest.TempPathFactory) -> Corner:
    """A corner without books."""
    return Corner(tmp_path_factory.mktemp("bare"))


def test_every_title_for_children_has_its_day_and_no_other_title(corner: Corner) -> None:
    assert {shown(corner, day).name for day in DAYS} == {name for name, _ in CHILDREN}


def test_a_book_that_is_read_in_the_corner_stays_the_book_of_the_day(corner: Corner) -> None:
    before = shown(corner)
    lend(corner, before.name)
    assert shown(corner) == before


def test_new_titles_change_the_book_of_the_next_day_and_not_of_this_one(corner: Corner) -> None:
    day = [MONDAY]
    books = corner.book_of_days(lambda: day[0])
    before = books.shown()
    for number in range(40):
        put(corner.shelf, f"Gajah {number}")
    assert books.shown() == before
    day[0] += timedelta(days=1)
    assert books.shown() != before


def test_for_a_book_that_went_home_another_stands_in(corner: Corner) -> None:
    before = shown(corner)
    lend(corner, before.name)
    go_home(corner)
    assert shown(corner).name != before.name


def test_a_title_that_is_no_longer_for_children_vanishes(bare: Corner) -> None:
    title_id = put(bare.shelf, "Gajah Terbang")
    assert shown(bare).name == "Gajah Terbang"
    bare.only_for_adults(title_id)
    assert book(bare) is None


@pytest.mark.parametrize("care", [Care.MISSING, Care.WITHDRAWN, Care.REPAIR])
def test_a_corner_without_a_copy_that_can_be_read_shows_nothing(corner: Corner, care: Care) -> None:
    corner.shelf.write(lambda connection, _: connection.execute(update(copy).values(care=care)))
    assert book(corner) is None


def test_a_title_without_a_copy_is_no_book_of_the_day(bare: Corner) -> None:
    put(bare.shelf, "Gajah Terbang", copies=0)
    assert book(bare) is None


def test_it_is_told_with_authors_and_the_colour_of_its_shelf(bare: Corner) -> None:
    put(bare.shelf, "Gajah Terbang", colour="Hijau")
    told = shown(bare)
    assert told.authors == ("Rara Wulansari",)
    assert told.shelf == ColouredShelf(colour=Colour.GREEN, paint="#2f9e52")


def test_a_cover_that_was_given_is_made_as_small_as_a_board_shows_it(bare: Corner) -> None:
    put(bare.shelf, "Gajah Terbang", cover=bare.photo("gajah.jpg"))
    with Image.open(io.BytesIO(picture(shown(bare)))) as small:
        assert (small.format, small.size) == ("WEBP", SIZE)


def test_a_title_without_a_cover_gets_the_one_that_the_corner_draws(bare: Corner) -> None:
    put(bare.shelf, "Gajah Terbang")
    assert picture(shown(bare)).startswith(b"<svg")


def test_every_drawn_cover_is_small_enough_for_a_board(corner: Corner) -> None:
    covers = [shown(corner, day).cover for day in DAYS]
    assert all(cover and len(cover) <= LONGEST_PICTURE for cover in covers)


def test_the_longest_name_is_cut_and_told(bare: Corner) -> None:
    put(bare.shelf, "Gajah " * 100)
    assert len(shown(bare).name) == 200


def test_the_core_has_a_name_for_every_colour_of_the_corner() -> None:
    assert {colour.key for colour in read_looks().colours} == set(Colour)
