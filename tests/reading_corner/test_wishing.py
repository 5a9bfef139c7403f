"""Waiting for a title: first come, first served, and only while somebody still wants it."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import update

from reading_corner.errors import UnknownTitle
from reading_corner.rules.lending import LoanOutcome, Refusal, WishOutcome
from reading_corner.rules.readers import card_code
from reading_corner.rules.shelf import Care
from reading_corner.service.cards import give_cards
from reading_corner.store.tables import copy
from reading_corner.wire.lending import NewWish, TitleWished
from tests.reading_corner.lending_desk import FIRST, NIK, SECOND, SPARE, Corner, corner_in

pytestmark = pytest.mark.database
BOTH_ARE_OUT = ("A001", "A002")
WISHES = "SELECT count(*) FROM reservation"


@pytest.fixture
def corner(tmp_path: Path) -> Corner:
    corner = corner_in(tmp_path)
    for code, reader in zip((FIRST, SECOND), BOTH_ARE_OUT, strict=True):
        corner.lend(code, reader)
    return corner


def withdraw(corner: Corner, reader: str) -> WishOutcome:
    return corner.wishing.withdraw(NewWish(title=1, reader=reader), corner.request()).outcome


def test_who_asks_for_a_title_that_is_out_stands_in_line(corner: Corner) -> None:
    wished = [corner.wish(reader) for reader in ("A003", "A004", "A003")]
    assert [(one.outcome, one.place) for one in wished] == [
        (WishOutcome.RESERVED, 1),
        (WishOutcome.RESERVED, 2),
        (WishOutcome.ALREADY, None),
    ]


def test_a_book_that_comes_back_is_kept_for_who_asked_first(corner: Corner) -> None:
    corner.wish("A003")
    assert corner.take_back(FIRST).keep
    assert corner.lend(FIRST, "A005").outcome is Refusal.KEPT_FOR_ANOTHER
    assert corner.lend(FIRST, "A003").outcome is LoanOutcome.LENT
    assert corner.rows(WISHES) == [(0,)]


def test_a_second_copy_is_for_whoever_comes(corner: Corner) -> None:
    corner.wish("A003")
    corner.take_back(FIRST)
    corner.take_back(SECOND)
    assert corner.lend(FIRST, "A005").outcome is LoanOutcome.LENT
    assert corner.lend(SECOND, "A006").outcome is Refusal.KEPT_FOR_ANOTHER


def test_nobody_waits_for_what_stands_on_the_shelf(corner: Corner) -> None:
    corner.take_back(FIRST)
    assert corner.wish("A003").outcome is WishOutcome.ON_THE_SHELF
    assert corner.rows(WISHES) == [(0,)]


def test_nobody_waits_for_a_title_whose_copies_are_all_gone(corner: Corner) -> None:
    corner.shelf.write(lambda connection, _now: connection.execute(update(copy).values(care=Care.MISSING)))
    assert corner.wish("A003").outcome is WishOutcome.NO_COPY


def test_a_child_is_told_of_no_title_that_is_not_for_children(corner: Corner) -> None:
    with pytest.raises(UnknownTitle):
        corner.wish("A003", title_id=2)
    adult = NewWish(title=2, reader="A003", child=False)
    assert corner.wishing.wish(adult, corner.request()).outcome is WishOutcome.ON_THE_SHELF
    with pytest.raises(UnknownTitle):
        corner.wish("A003", title_id=3)


def test_a_wish_can_be_taken_back_and_once_more_does_no_harm(corner: Corner) -> None:
    corner.wish("A003")
    assert [withdraw(corner, "A003") for _ in range(2)] == [WishOutcome.WITHDRAWN, WishOutcome.NONE]
    assert not corner.take_back(FIRST).keep


def test_a_ticket_waits_for_a_day_and_a_card_for_two_weeks(corner: Corner) -> None:
    corner.wish("A003")
    corner.wish(NIK)
    corner.later(days=1)
    corner.take_back(SPARE)
    assert corner.rows("SELECT kind FROM reservation JOIN reader ON reader.id = reader_id") == [("kia",)]
    corner.later(days=14)
    corner.take_back(SPARE)
    assert corner.rows(WISHES) == [(0,)]


def test_a_reader_who_waits_is_not_forgotten(corner: Corner) -> None:
    give_cards(corner.shelf, 1)
    corner.wish(card_code(1))
    corner.later(days=2)
    corner.take_back(FIRST)
    assert corner.lend(FIRST, card_code(1)).outcome is LoanOutcome.LENT


def test_a_ticket_is_told_when_its_title_is_there(corner: Corner) -> None:
    corner.wish("A003")
    assert corner.wishing.of_ticket("A003") == (TitleWished(title="Si Kancil", ready=False),)
    corner.take_back(FIRST)
    assert corner.wishing.of_ticket("A003") == (TitleWished(title="Si Kancil", ready=True),)
    assert corner.wishing.of_ticket("A009") == ()
